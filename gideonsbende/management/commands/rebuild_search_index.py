from typing import Any

from django.core.management.base import BaseCommand

from ...search.indexing import refresh_all


class Command(BaseCommand):
    help = "Makes everything that search reads anew. Safe to run again, and beside a running site."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{refresh_all()} vindplaatsen staan klaar.")
