"""Who signed up for a round, with which answers; and with whom somebody would rather not sit."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lessons.models import LessonPage

from ..encryption import texts
from ..querysets import EnrolmentQuerySet
from .round import CandidateDate, Round

SENTENCE_LENGTH = 300
ACCESS_NEEDS_LENGTH = 500


class EnrolmentState(models.TextChoices):
    SIGNED_UP = "aangemeld", "aangemeld"
    WAITING = "wachtlijst", "op de wachtlijst"
    WITHDRAWN = "teruggetrokken", "teruggetrokken"
    PLACED = "geplaatst", "in een groep"


class Answer(models.TextChoices):
    YES = "ja", "ja"
    IF_NEEDED = "als het moet", "als het moet"
    NO = "nee", "nee"


class Enrolment(models.Model):
    """``waiting_number`` is given out once per round, in order; a place is taken by the lowest."""

    round = models.ForeignKey(
        Round, verbose_name="ronde", on_delete=models.CASCADE, related_name="enrolments"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="lid",
        on_delete=models.CASCADE,
        related_name="enrolments",
    )
    state = models.CharField("stand", max_length=15, choices=EnrolmentState)
    waiting_number = models.PositiveIntegerField("nummer op de wachtlijst", null=True, blank=True)
    # Why somebody got no group: a sentence that names nobody.
    why_waiting = models.CharField("waarom op de wachtlijst", max_length=200, blank=True)
    brings_case = models.BooleanField("brengt iets in", default=False)
    sealed_sentence = models.BinaryField("inbreng in één zin, verzegeld", blank=True, default=b"")
    case_lessons = models.ManyToManyField(
        LessonPage, verbose_name="lessen van de inbreng", blank=True, related_name="+"
    )
    can_facilitate = models.BooleanField("kan begeleiden", default=False)
    sealed_access_needs = models.BinaryField("wat nodig is, verzegeld", blank=True, default=b"")
    made_at = models.DateTimeField("aangemeld op")
    changed_at = models.DateTimeField("gewijzigd op")
    withdrawn_at = models.DateTimeField("teruggetrokken op", null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], name="a_person_signs_up_once_per_round"
            ),
            models.UniqueConstraint(
                fields=["round", "waiting_number"], name="a_number_on_the_waiting_list_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=EnrolmentState.values), name="enrolment_has_a_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=EnrolmentState.WAITING) | Q(waiting_number__isnull=False),
                name="who_waits_has_a_number",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnrolmentState.WITHDRAWN)
                | Q(withdrawn_at__isnull=False, sealed_sentence=b"", sealed_access_needs=b""),
                name="who_withdrew_left_nothing_behind",
            ),
            models.CheckConstraint(
                condition=Q(brings_case=True) | Q(sealed_sentence=b""),
                name="sentence_only_with_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"Aanmelding {self.pk}"

    @property
    def is_standing(self) -> bool:
        return self.state != EnrolmentState.WITHDRAWN

    @property
    def sentence(self) -> str:
        """The case in one sentence; readable as long as the round is not destroyed."""
        return self._unsealed("sentence")

    @sentence.setter
    def sentence(self, text: str) -> None:
        self.sealed_sentence = self._sealed("sentence", text)

    @property
    def access_needs(self) -> str:
        return self._unsealed("access_needs")

    @access_needs.setter
    def access_needs(self, text: str) -> None:
        self.sealed_access_needs = self._sealed("access_needs", text)

    def _sealed(self, field: str, text: str) -> bytes:
        return texts.seal(self.round_id, text, bound_to=self._place(field)) if text else b""

    def _unsealed(self, field: str) -> str:
        sealed = getattr(self, f"sealed_{field}")
        return texts.unseal(self.round_id, sealed, bound_to=self._place(field)) if sealed else ""

    def _place(self, field: str) -> str:
        """Where a sealed text stands; the row must be there already."""
        return f"enrolment/{self.pk}/{field}"


class Availability(models.Model):
    enrolment = models.ForeignKey(
        Enrolment,
        verbose_name="aanmelding",
        on_delete=models.CASCADE,
        related_name="availabilities",
    )
    date = models.ForeignKey(
        CandidateDate, verbose_name="datum", on_delete=models.CASCADE, related_name="availabilities"
    )
    answer = models.CharField("antwoord", max_length=12, choices=Answer)

    class Meta:
        verbose_name = "beschikbaarheid"
        verbose_name_plural = "beschikbaarheid"
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "date"], name="one_answer_per_enrolment_and_date"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=Answer.values), name="availability_has_an_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"Beschikbaarheid {self.pk}"


class Apart(models.Model):
    """Private: "liever niet samen met". Only the one who said it ever sees it, nobody else."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="van",
        on_delete=models.CASCADE,
        related_name="aparts",
    )
    other = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="liever niet samen met",
        on_delete=models.CASCADE,
        related_name="+",
    )
    made_at = models.DateTimeField("gekozen op")

    class Meta:
        verbose_name = "liever niet samen"
        verbose_name_plural = "liever niet samen"
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="apart_from_a_person_once"),
            models.CheckConstraint(
                condition=~Q(person=F("other")), name="nobody_is_apart_from_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"Liever niet samen {self.pk}"
