"""What members follow, and up to when they read what is new."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lessons.models import LessonPage, Topic
from lessons.municipalities.models import Municipality
from members.practices.models import Practice

TARGETS = ("lesson", "topic", "municipality", "practice", "colleague")


def _only(name: str) -> Q:
    """This target is set, and no other."""
    return Q(**{f"{one}__isnull": one != name for one in TARGETS})


class Follow(models.Model):
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="wie volgt",
        on_delete=models.CASCADE,
        related_name="follows",
    )
    lesson = models.ForeignKey(
        LessonPage, verbose_name="les", null=True, on_delete=models.CASCADE, related_name="+"
    )
    topic = models.ForeignKey(
        Topic, verbose_name="onderwerp", null=True, on_delete=models.CASCADE, related_name="+"
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", null=True, on_delete=models.CASCADE, related_name="+"
    )
    practice = models.ForeignKey(
        Practice, verbose_name="ervaring", null=True, on_delete=models.CASCADE, related_name="+"
    )
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="collega",
        null=True,
        on_delete=models.CASCADE,
        related_name="followed_by",
    )
    since = models.DateTimeField("volgt sinds")

    class Meta:
        verbose_name = "volgt"
        verbose_name_plural = "volgt"
        constraints = [
            models.CheckConstraint(
                condition=_only("lesson")
                | _only("topic")
                | _only("municipality")
                | _only("practice")
                | _only("colleague"),
                name="one_thing_is_followed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(colleague__isnull=True) | ~Q(colleague=F("person")),
                name="nobody_follows_themselves",
            ),
            *(
                models.UniqueConstraint(
                    fields=["person", target],
                    condition=Q(**{f"{target}__isnull": False}),
                    name=f"a_{target}_is_followed_once",
                )
                for target in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return f"Volgt {self.pk}"


class Rhythm(models.TextChoices):
    AT_ONCE = "meteen", "Bij een reactie meteen, en verder hoogstens één keer per week"
    DAILY = "dagelijks", "Hoogstens één keer per dag"
    WEEKLY = "wekelijks", "Hoogstens één keer per week"
    NEVER = "nooit", "Nooit"


class Reading(models.Model):
    """Up to when someone read what is new, and how often they want to hear of it by mail.

    ``opened`` says of which practices they read more: by number up to when, as ISO 8601. At once
    is meant for what colleagues say to them or tried; see ``permissions.may_mail_at_once``.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="persoon",
        on_delete=models.CASCADE,
        related_name="reading",
    )
    read_until = models.DateTimeField("gelezen tot")
    opened = models.JSONField("geopend", default=dict, blank=True)
    rhythm = models.CharField(
        "hoe vaak een e-mail", max_length=10, choices=Rhythm, default=Rhythm.AT_ONCE
    )
    mailed_at = models.DateTimeField("laatste e-mail", null=True)

    class Meta:
        verbose_name = "wat iemand las"
        verbose_name_plural = "wat iemand las"

    def __str__(self) -> str:
        return f"Gelezen {self.pk}"
