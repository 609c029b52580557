from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gideonsbende.demo import accounts, community, rounds


class Command(BaseCommand):
    help = (
        "Maakt de demo-accounts, ervaringen en een ronde. "
        "Alleen op uw eigen computer; overschrijft niets."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not accounts.allowed():
            raise CommandError(
                "Demo-accounts maken kan alleen met de instellingen voor ontwikkelen."
            )
        people = {}
        for account in accounts.ACCOUNTS:
            people[account.name] = accounts.make(account)
            self.stdout.write(f"{account.email}  {account.what}")
        now = timezone.now()
        community.make(people, now=now)
        rounds.make(people, now=now)
