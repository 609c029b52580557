from typing import Any

from django.core.management.base import BaseCommand

from lessons import desk, loading


class Command(BaseCommand):
    help = "Zet de eigen inhoud en de rechten van de redactie klaar. Overschrijft niets."

    def handle(self, *_args: Any, **_options: Any) -> None:
        desk.set_up()
        new = loading.load_content()
        loading.address_site()
        self.stdout.write(f"{len(new)} nieuwe onderdelen op de site gezet.")
