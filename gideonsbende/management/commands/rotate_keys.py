from typing import Any

from django.core.management.base import BaseCommand

from members.intervision import sealing as rounds
from members.intervision.afterwards import aftercare, ripening
from members.leaving import handing_over
from members.mail import delivery
from members.people import second_factor
from members.security_log import Action, record


class Command(BaseCommand):
    help = "Versleutelt alles opnieuw met de eerste sleutel van FIELD_KEYS en van SEALING_KEYS."

    def handle(self, *_args: Any, **_options: Any) -> None:
        record(Action.KEY, "FIELD_KEYS", detail="rotated")
        self.stdout.write(f"{second_factor.reseal_all()} geheimen opnieuw versleuteld.")
        self.stdout.write(f"{handing_over.reseal_all()} brieven opnieuw versleuteld.")
        self.stdout.write(f"{aftercare.reseal_all()} voornemens opnieuw versleuteld.")
        self.stdout.write(f"{ripening.reseal_all()} oogsten opnieuw versleuteld.")
        self.stdout.write(f"{delivery.reseal_all()} e-mails opnieuw versleuteld.")
        self.stdout.write(f"{rounds.rewrap_all()} sleutels van intervisie opnieuw versleuteld.")
