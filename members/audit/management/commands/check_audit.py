from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ... import checking
from ...models import ChainEntry


class Command(BaseCommand):
    help = (
        "Kijkt of het spoor van besluiten ongewijzigd is. Eindigt met een fout als dat niet zo is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            default="",
            help="een ouder einde van de keten uit het beveiligingslog, als nummer:digest",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        head = options["head"]
        if head and not checking.is_head(head):
            raise CommandError(
                "Geef het einde van de keten als nummer:digest, zoals het in het "
                "beveiligingslog staat. Bijvoorbeeld --head 12:3fa95c…"
            )
        found = checking.complaints(head)
        for complaint in found:
            self.stderr.write(complaint)
        if found:
            raise CommandError(f"Het spoor van besluiten klopt niet ({len(found)} bevindingen).")
        last = ChainEntry.objects.order_by("number").last()
        head = f"{last.number}:{last.digest}" if last else "nog leeg"
        self.stdout.write(f"Het spoor van besluiten klopt. Einde van de keten: {head}.")
        if waiting := checking.waiting():
            self.stdout.write(f"Nog vast te leggen door `manage.py run_due_tasks`: {waiting}.")
