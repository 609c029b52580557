"""Among whom somebody hides who shares without a name.

Whoever reads a practice knows that a member wrote it, and the map and the directory tell which
municipalities take part. So only those count: among 340 municipalities a size class fits many, and
among the few that take part perhaps one. Counted are those of the day on which it was shared, so
that a description never becomes finer because others joined later. Province, role and the day's
hour are never shown; lessons and topics are, so a topic that points at its writer's own profile is
refused as a name would be.
"""

from datetime import date

from lessons.models import Topic
from lessons.municipalities.models import Municipality
from members.people.models import Membership, Profile, User

from .anonymity import AT_LEAST


def inhabitants_of_those_taking_part(on: date) -> list[int]:
    """One number for every municipality with a member on this day."""
    posts = Membership.objects.giving_access(on).values("municipality")
    return list(Municipality.objects.filter(pk__in=posts).values_list("inhabitants", flat=True))


def can_hide(on: date) -> bool:
    """Whether enough municipalities take part to hide among at all."""
    return len(inhabitants_of_those_taking_part(on)) >= AT_LEAST


def telling_topics(names: list[str], *, writer: User) -> list[str]:
    """Topics that stand in the writer's profile and in hardly any other."""
    profiles = Profile.objects.of_members()
    mine = Topic.objects.filter(name__in=names, profiles__content_object__person=writer)
    return [topic.name for topic in mine if profiles.about(topic).count() < AT_LEAST]
