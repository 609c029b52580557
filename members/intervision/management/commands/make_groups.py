from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from members.intervision.matching import jobs


class Command(BaseCommand):
    help = "Maakt de groepen van één voorstel. De site start dit zelf."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("proposal", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        jobs.search(options["proposal"])
