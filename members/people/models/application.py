"""Asking to become a member, from the form up to the decision."""

from django.db import models
from django.db.models import Q

from lessons.models import LessonPage
from lessons.municipalities.models import Municipality

from ..querysets import ApplicationQuerySet
from .membership import Role
from .user import User

MOTIVATION_LENGTH = 600


class State(models.TextChoices):
    CONFIRM = "confirm", "e-mailadres bevestigen"
    WAITING = "waiting", "wacht op de redactie"
    ASKED = "asked", "vraag van de redactie"
    APPROVED = "approved", "goedgekeurd"
    DECLINED = "declined", "afgewezen"
    REPLACED = "replaced", "vervangen door een nieuwe aanvraag"


OPEN_STATES = (State.WAITING, State.ASKED)


class Application(models.Model):
    person = models.ForeignKey(
        "people.User",
        verbose_name="persoon",
        null=True,
        on_delete=models.CASCADE,
        related_name="applications",
    )
    state = models.CharField("stand", max_length=10, choices=State, default=State.CONFIRM)
    name = models.CharField("naam", max_length=150)
    email = models.EmailField("werk-e-mailadres")
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField("functie", max_length=20, choices=Role)
    since = models.DateField("in functie sinds")
    offers = models.ManyToManyField(
        LessonPage, verbose_name="kan helpen met", blank=True, related_name="+"
    )
    seeks = models.ManyToManyField(
        LessonPage, verbose_name="zoekt hulp bij", blank=True, related_name="+"
    )
    motivation = models.TextField("motivatie", blank=True, max_length=MOTIVATION_LENGTH)
    house_rules = models.DateField("huisregels van")
    invitation = models.OneToOneField(
        "people.Invitation",
        verbose_name="uitnodiging",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="application",
    )
    made_at = models.DateTimeField("gemaakt op")
    waiting_since = models.DateTimeField("wacht sinds", null=True, blank=True)
    reminded_at = models.DateTimeField("redactie herinnerd op", null=True, blank=True)
    question = models.TextField("vraag van de redactie", blank=True, max_length=1000)
    answer = models.TextField("antwoord", blank=True, max_length=1000)
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)
    decided_by = models.ForeignKey(
        "people.User",
        verbose_name="besloten door",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.TextField("reden", blank=True, max_length=1000)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "aanvraag"
        verbose_name_plural = "aanvragen"
        permissions = [
            ("decide_applications", "Mag aanvragen en lidmaatschappen beheren"),
        ]
        ordering = ["waiting_since"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_application_per_person",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CONFIRM) | Q(person__isnull=False),
                name="application_has_a_person_once_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OPEN_STATES) | Q(waiting_since__isnull=False),
                name="open_application_knows_since_when_it_waits",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DECLINED) | ~Q(reason=""),
                name="declined_application_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Aanvraag {self.pk}"

    @property
    def applicant(self) -> User:
        """Whose it is; known from the moment that the address is confirmed."""
        if self.person is None:
            raise ValueError("The address of this application was not confirmed.")
        return self.person
