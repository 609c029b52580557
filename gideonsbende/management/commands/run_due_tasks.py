import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from members import batch
from members.audit import chain
from members.intervision.harvest import consent, delayed_submission, destruction, intentions
from members.intervision.matching import jobs
from members.intervision.room import case_choice, slow_meetings
from members.intervision.rounds import lifecycle, series
from members.intervision.scheduling import date_polls, reminders
from members.mail import delivery
from members.people import application_review, mergers, reconfirmation
from members.practices import reconfirmation as holding
from members.practices import trials
from members.practices.attachments import orphans
from members.privacy import retention
from members.privacy.handover import handovers
from members.updates import digests

logger = logging.getLogger(__name__)

TASKS_KEPT = timedelta(days=1)


def _publish_scheduled(*, now: datetime) -> int:
    """Wagtail's own command, which tells nobody how much it did."""
    call_command("publish_scheduled", verbosity=0)
    return 0


def _forget_tasks(*, now: datetime) -> int:
    """Also those whose worker died: whatever they left lying, the steps here have picked up."""
    DBTaskResult.objects.filter(enqueued_at__lt=now - TASKS_KEPT).delete()
    return 0


# Everything whose moment may have come. Each is safe to run twice and in two places at once,
# and returns how many things moved on. Mail near the end: what the others send goes along. Only
# making groups comes after it: that may take minutes, for which no mail should wait.
STEPS: tuple[tuple[str, Callable[..., int]], ...] = (
    ("Redactie herinnerd aan aanvragen", application_review.advance),
    ("Lidmaatschappen overgezet na een herindeling", mergers.advance),
    ("Om bevestiging gevraagd of geschorst", reconfirmation.advance),
    ("Bericht gestuurd over een bruidsschat", handovers.advance),
    ("Weggegooid of gewaarschuwd omdat de termijn voorbij is", retention.advance),
    ("Bijlagen weggegooid die nergens bij horen", orphans.advance),
    ("Gevraagd hoe het proberen ging", trials.advance),
    ("Gevraagd of een ervaring nog klopt", holding.advance),
    ("Aanmelden voor een intervisieronde gesloten", lifecycle.close_due),
    ("Herinnerd aan het kiezen van een datum", date_polls.remind_due),
    ("Datum van een intervisiegroep vastgesteld", date_polls.settle_due),
    ("Inbreng van een intervisiegroep vastgesteld", case_choice.choose_due),
    ("Herinnerd aan een intervisiebijeenkomst", reminders.remind_due),
    ("Intervisierondes begonnen", reminders.begin_due),
    ("Ontmoetingen bewaard", reminders.note_due),
    ("Intervisiegroepen die doorgaan", series.continue_due),
    ("Verder gegaan in een gesprek in eigen tijd", slow_meetings.advance),
    ("Oogst gestopt omdat niet iedereen antwoordde", consent.advance),
    ("Oogst naar de redactie gestuurd", delayed_submission.send_due),
    ("Gevraagd hoe het ging met een voornemen", intentions.advance),
    ("Intervisieronde verder gezet", destruction.move_rounds_on),
    ("Vernietigd wat in een kamer stond", destruction.advance),
    ("Gemaild dat er iets nieuws is", digests.advance),
    ("Verschenen of verlopen op de afgesproken dag", _publish_scheduled),
    ("Regels van het spoor van besluiten vastgelegd", chain.advance),
    ("Taken vergeten die voorbij zijn", _forget_tasks),
    ("E-mails verstuurd", delivery.advance),
    ("Groepen gemaakt", jobs.advance),
)


class Command(BaseCommand):
    help = "Doet alles waarvan het moment is gekomen. Draai dit elke vijf minuten."

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        failed = [what for what, step in STEPS if not self._do(what, step, now, options)]
        if failed:
            raise CommandError(f"Niet gelukt: {'; '.join(failed)}. Waarom staat in het log.")

    def _do(self, what: str, step: Callable[..., int], now: datetime, options: Any) -> bool:
        """A step that fails, wholly or for some rows, must not keep the others from being done."""
        with batch.watched() as broken:
            try:
                count = step(now=now)
            except Exception as problem:
                name = f"{step.__module__}.{step.__name__}"
                where = batch.place_of(problem)
                logger.error("run_due_tasks: %s failed (%s): %s", name, what, where)
                close_old_connections()
                return False
        if count or options["verbosity"] > 1:
            self.stdout.write(f"{what}: {count}")
        return not broken
