"""A message on its way, and the little that is kept of it afterwards."""

from django.db import models
from django.db.models import Q

from .querysets import MessageQuerySet


class Message(models.Model):
    LONGEST_SUBJECT = 255
    # What goes once the message is delivered; what remains names nobody.
    TEXT = ("to", "subject", "sealed_body", "calendar", "one_click")

    kind = models.CharField("soort", max_length=100)
    to = models.EmailField("aan", blank=True)
    subject = models.CharField("onderwerp", max_length=LONGEST_SUBJECT, blank=True)
    sealed_body = models.TextField("tekst", blank=True)
    calendar = models.TextField("agendabestand", blank=True)
    one_click = models.CharField("pad om af te melden", max_length=500, blank=True)
    made_at = models.DateTimeField("gemaakt op")
    # When to try next; empty once there is nothing left to try. Whoever is trying has moved it
    # ahead, so that nobody else does.
    due_at = models.DateTimeField("volgende poging", null=True)
    expires_at = models.DateTimeField("zinvol tot")
    tries = models.PositiveSmallIntegerField("pogingen", default=0)
    # The code that the mail server answered, or the kind of fault; never its words.
    problem = models.CharField("wat er misging", max_length=50, blank=True)
    sent_at = models.DateTimeField("verstuurd op", null=True)
    given_up_at = models.DateTimeField("opgegeven op", null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht per e-mail"
        verbose_name_plural = "berichten per e-mail"
        permissions = [
            ("see_stuck_mail", "Mag zien welke e-mail niet aankomt"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="messages_that_wait"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(due_at__isnull=False, sent_at__isnull=True, given_up_at__isnull=True)
                    | Q(due_at__isnull=True, sent_at__isnull=False, given_up_at__isnull=True)
                    | Q(due_at__isnull=True, sent_at__isnull=True, given_up_at__isnull=False)
                ),
                name="a_message_waits_or_is_sent_or_given_up",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True)
                | Q(to="", subject="", sealed_body="", calendar="", one_click=""),
                name="a_sent_message_keeps_no_text",
            ),
            models.CheckConstraint(
                condition=Q(given_up_at__isnull=True)
                | Q(sealed_body="", calendar="", one_click=""),
                name="a_message_given_up_keeps_no_text",
            ),
        ]

    def __str__(self) -> str:
        return f"Bericht {self.pk}"
