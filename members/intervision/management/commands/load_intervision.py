from typing import Any

from django.core.management.base import BaseCommand

from members.intervision import loading


class Command(BaseCommand):
    help = "Zet de werkvormen en gedeelde organisaties klaar. Overschrijft niets."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{len(loading.load())} nieuwe onderdelen klaargezet.")
