from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Maakt een nieuwe sleutel voor FIELD_KEYS. Zet hem vooraan; laat de oude erachter staan."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(Fernet.generate_key().decode())
