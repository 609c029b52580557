"""Lists of people, memberships and applications, in chained words."""

from datetime import date, datetime, timedelta
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from lessons.models import LessonPage
from lessons.municipalities.models import Municipality
from lessons.municipalities.size_classes import size_class_by_key
from members.permissions import Right, gives_access, holds_post, member_q, was_given_q


class PeopleQuerySet(models.QuerySet):
    def members(self) -> Self:
        return self.filter(member_q())

    def given(self, right: Right) -> Self:
        """Who does this work, and so gets the mail about it.

        Not every administrator: they may do the same, but look after the machine. One who also
        edits is put in a group of editors.
        """
        return self.filter(was_given_q(right))


class MembershipQuerySet(models.QuerySet):
    def running(self, on: date | None = None) -> Self:
        return self.filter(holds_post(on or timezone.localdate()))

    def giving_access(self, on: date | None = None) -> Self:
        return self.filter(gives_access(on or timezone.localdate()))

    def named(self, words: str) -> Self:
        """Of people or municipalities with these words in their name."""
        return self.filter(
            Q(person__name__icontains=words)
            | Q(person__email__icontains=words)
            | Q(municipality__name__icontains=words)
        )

    def not_suspended(self) -> Self:
        return self.filter(suspended_on__isnull=True)


class ProfileQuerySet(models.QuerySet):
    def of_members(self) -> Self:
        return self.filter(Exists(_post().filter(person=OuterRef("person"))))

    def not_paused(self, on: date | None = None) -> Self:
        today = on or timezone.localdate()
        return self.filter(Q(paused_until__isnull=True) | Q(paused_until__lt=today))

    def offering(self, lesson) -> Self:
        return self.filter(hide_offers=False, offers=lesson)

    def seeking(self, lesson) -> Self:
        return self.filter(hide_seeks=False, seeks=lesson)

    def about(self, topic) -> Self:
        return self.filter(hide_working_on=False, topics=topic)

    def in_role(self, role: str) -> Self:
        return self.filter(hide_municipality=False)._at(Q(role=role))

    def in_province(self, province: str) -> Self:
        return self.filter(hide_municipality=False)._at(Q(municipality__province=province))

    def in_municipality_of_size(self, size: str) -> Self:
        size_class = size_class_by_key(size)
        if size_class is None:
            return self.none()
        places = Municipality.objects.in_size_class(size_class)
        return self.filter(hide_municipality=False)._at(Q(municipality__in=places))

    def named(self, words: str) -> Self:
        """People or municipalities with these words in their name."""
        place = Q(hide_municipality=False) & Q(
            Exists(_post().filter(person=OuterRef("person"), municipality__name__icontains=words))
        )
        return self.filter(Q(person__name__icontains=words) | place)

    def for_cards(self) -> Self:
        """With everything that a card shows, in a fixed number of queries."""
        posts = _post().select_related("municipality").order_by("-start")
        return (
            self.select_related("person")
            .prefetch_related(
                Prefetch("person__memberships", queryset=posts, to_attr="posts"),
                Prefetch("offers", LessonPage.objects.in_short()),
                Prefetch("seeks", LessonPage.objects.in_short()),
            )
            .annotate(has_photo=Exists(_photos().filter(profile=OuterRef("pk"))))
        )

    def in_order(self) -> Self:
        return self.order_by("person__name", "pk")

    def _at(self, condition: Q) -> Self:
        return self.filter(Exists(_post().filter(condition, person=OuterRef("person"))))


class ApplicationQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state__in=("waiting", "asked"))

    def waiting(self) -> Self:
        return self.filter(state="waiting")

    def earlier_than(self, application) -> Self:
        """What was sent in before, newest first; an unconfirmed one may be a stranger's."""
        return (
            self.filter(made_at__lt=application.made_at)
            .exclude(state="confirm")
            .order_by("-made_at")
        )

    def for_same_post(self, application) -> Self:
        """Other open applications for the same municipality and role."""
        return (
            self.open()
            .exclude(pk=application.pk)
            .filter(municipality=application.municipality, role=application.role)
        )


class InvitationQuerySet(models.QuerySet):
    def usable(self, now: datetime) -> Self:
        return self.filter(used_at__isnull=True, expires_at__gt=now)

    def expired(self, now: datetime, kept: timedelta) -> Self:
        return self.filter(expires_at__lt=now - kept)


def _post():
    from .models import Membership

    return Membership.objects.filter(gives_access(timezone.localdate()))


def _photos():
    from .models import Photo

    return Photo.objects.all()


class ColleagueRequestQuerySet(models.QuerySet):
    def put_to_somebody(self) -> Self:
        """Of which somebody heard, and that still stand."""
        asked = apps.get_model("people", "AskedColleague").objects.filter(request=OuterRef("pk"))
        return self.filter(Exists(asked), withdrawn_at__isnull=True)
