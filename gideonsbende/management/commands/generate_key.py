from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand

from members.audit.security_log import Action, record


class Command(BaseCommand):
    help = (
        "Maakt een sleutel voor FIELD_KEYS of SEALING_KEYS. "
        "Zet een nieuwe vooraan en laat de oude erachter staan."
    )
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        record(Action.KEY, "FIELD_KEYS", detail="made")
        self.stdout.write(Fernet.generate_key().decode())
