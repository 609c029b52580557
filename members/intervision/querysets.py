"""Rounds, groups and who is in them, in chained words."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from lessons.signals import public_content_changed
from members.permissions import current_participant_q, visible_group_q, visible_round_q


class RoundQuerySet(models.QuerySet):
    def update(self, **values: Any) -> int:
        """Tells the page cache, which hears of nothing that is written in bulk."""
        changed = super().update(**values)
        if changed:
            public_content_changed.send(sender=self.model)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def visible_to(self, user) -> Self:
        return self.filter(visible_round_q(user))

    def locked(self, pk: int):
        """The round, for us alone until we commit. Always taken first, so that nobody waits in
        a circle."""
        return self.select_for_update().get(pk=pk)

    def open(self) -> Self:
        """For signing up."""
        return self.filter(state="aanmelden")

    def hosted_by(self, user) -> Self:
        return self.filter(host=user)


class EnrolmentQuerySet(models.QuerySet):
    def signed_up(self) -> Self:
        return self.filter(state="aangemeld")

    def waiting(self) -> Self:
        return self.filter(state="wachtlijst").order_by("waiting_number")

    def standing(self) -> Self:
        """Of everybody who did not withdraw."""
        return self.exclude(state="teruggetrokken")


class PeerGroupQuerySet(models.QuerySet[Any]):
    def visible_to(self, user) -> Self:
        """Only to who is in it now. Editors and administrators are not."""
        return self.filter(visible_group_q(user))

    def held(self, pk: int):
        """A group as it is now, with its round to ourselves until we commit."""
        rounds = apps.get_model("intervision", "Round")._default_manager
        one = rounds.locked(self.values_list("round", flat=True).get(pk=pk))
        group = self.get(pk=pk)
        group.round = one
        return group

    def running(self) -> Self:
        """Of rounds that were neither cancelled nor destroyed."""
        return self.exclude(round__state__in=("geannuleerd", "vernietigd"))


class ParticipantQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(current_participant_q())


class EncounterQuerySet(models.QuerySet):
    def among(self, people) -> Self:
        return self.filter(one__in=people, other__in=people)

    def of(self, user) -> Self:
        return self.filter(Q(one=user) | Q(other=user))


class ContributionQuerySet(models.QuerySet):
    def handed_in(self) -> Self:
        return self.filter(handed_in_at__isnull=False)

    def readable_by(self, participant, shown) -> Self:
        """One's own, and of others what they handed in and is shown by now.

        ``shown`` holds the steps whose answers everybody sees.
        """
        open_to_all = ~Q(kind="antwoord") | Q(step__in=shown)
        return self.filter(Q(author=participant) | Q(handed_in_at__isnull=False) & open_to_all)
