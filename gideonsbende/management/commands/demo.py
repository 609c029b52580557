from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gideonsbende import demo_accounts, demo_practices, demo_round


class Command(BaseCommand):
    help = (
        "Maakt de demo-accounts, ervaringen en een ronde. "
        "Alleen op uw eigen computer; overschrijft niets."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not demo_accounts.allowed():
            raise CommandError(
                "Demo-accounts maken kan alleen met de instellingen voor ontwikkelen."
            )
        people = {}
        for account in demo_accounts.ACCOUNTS:
            people[account.name] = demo_accounts.make(account)
            self.stdout.write(f"{account.email}  {account.what}")
        now = timezone.now()
        demo_practices.make(people, now=now)
        demo_round.make(people, now=now)
