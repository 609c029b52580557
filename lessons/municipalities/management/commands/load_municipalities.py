from typing import Any

from django.core.management.base import BaseCommand

from ...loading import load


class Command(BaseCommand):
    help = "Adds the municipalities that are missing; leaves the others as the editors made them."

    def handle(self, *args: Any, **options: Any) -> None:
        added = load()
        if added or options["verbosity"] > 1:
            self.stdout.write(f"Gemeenten: {added} toegevoegd")
