from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gideonsbende import demo_accounts


class Command(BaseCommand):
    help = "Maakt de demo-accounts. Alleen op uw eigen computer; overschrijft niets."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not demo_accounts.allowed():
            raise CommandError(
                "Demo-accounts maken kan alleen met de instellingen voor ontwikkelen."
            )
        for account in demo_accounts.ACCOUNTS:
            demo_accounts.make(account)
            self.stdout.write(f"{account.email}  {account.what}")
