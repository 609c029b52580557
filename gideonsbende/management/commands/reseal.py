from typing import Any

from django.core.management.base import BaseCommand

from members.leaving import handing_over
from members.people import second_factor


class Command(BaseCommand):
    help = "Versleutelt geheimen en brieven opnieuw met de eerste sleutel van FIELD_KEYS."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{second_factor.reseal_all()} geheimen opnieuw versleuteld.")
        self.stdout.write(f"{handing_over.reseal_all()} brieven opnieuw versleuteld.")
