""" "Vraag een collega": three fitting members are asked, and nobody sees a list."""

from django.db import models
from django.db.models import Q

from lessons.models import LessonPage
from lessons.municipalities.size_classes import SIZE_CLASSES

from ..querysets import ColleagueRequestQuerySet

SIZES = [(size.key, size.label) for size in SIZE_CLASSES]


class ColleagueRequest(models.Model):
    person = models.ForeignKey(
        "people.User",
        verbose_name="vrager",
        on_delete=models.CASCADE,
        related_name="colleague_requests",
    )
    lesson = models.ForeignKey(
        LessonPage, verbose_name="les", on_delete=models.CASCADE, related_name="+"
    )
    size = models.CharField("grootte van de gemeente", max_length=12, choices=SIZES, blank=True)
    question = models.TextField("vraag", blank=True, max_length=400)
    made_at = models.DateTimeField("gevraagd op")
    # Stays, without its question: it counts among those of the week.
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, editable=False)

    objects = ColleagueRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag aan een collega"
        verbose_name_plural = "vragen aan collega's"
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(question=""),
                name="withdrawn_request_keeps_no_question",
            ),
        ]

    def __str__(self) -> str:
        return f"Vraag {self.pk}"


class AskedColleague(models.Model):
    class Reply(models.TextChoices):
        NONE = "", "nog geen antwoord"
        YES = "ja", "wil helpen"
        NO = "nee", "nu niet"

    request = models.ForeignKey(ColleagueRequest, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey(
        "people.User", verbose_name="gevraagd", on_delete=models.CASCADE, related_name="asked"
    )
    asked_at = models.DateTimeField("gevraagd op")
    reply = models.CharField("antwoord", max_length=3, choices=Reply, blank=True)
    replied_at = models.DateTimeField("geantwoord op", null=True, blank=True)

    class Meta:
        verbose_name = "gevraagde collega"
        verbose_name_plural = "gevraagde collega's"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "person"], name="a_colleague_is_asked_once_per_request"
            ),
            models.CheckConstraint(
                condition=Q(reply="") | Q(replied_at__isnull=False),
                name="a_reply_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"Gevraagde collega {self.pk}"
