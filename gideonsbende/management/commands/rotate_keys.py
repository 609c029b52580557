from typing import Any

from django.core.management.base import BaseCommand

from members.audit.security_log import Action, record
from members.intervision.encryption import texts as rounds
from members.intervision.harvest import delayed_submission, intentions
from members.mail import delivery
from members.people.accounts import second_factor
from members.privacy.handover import handovers


class Command(BaseCommand):
    help = "Versleutelt alles opnieuw met de eerste sleutel van FIELD_KEYS en van SEALING_KEYS."

    def handle(self, *_args: Any, **_options: Any) -> None:
        record(Action.KEY, "FIELD_KEYS", detail="rotated")
        self.stdout.write(f"{second_factor.reseal_all()} geheimen opnieuw versleuteld.")
        self.stdout.write(f"{handovers.reseal_all()} brieven opnieuw versleuteld.")
        self.stdout.write(f"{intentions.reseal_all()} voornemens opnieuw versleuteld.")
        self.stdout.write(f"{delayed_submission.reseal_all()} oogsten opnieuw versleuteld.")
        self.stdout.write(f"{delivery.reseal_all()} e-mails opnieuw versleuteld.")
        self.stdout.write(f"{rounds.rewrap_all()} sleutels van intervisie opnieuw versleuteld.")
