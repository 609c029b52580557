"""Who comes after whom: decided when it is asked, so that a merger or a late approval counts."""

from datetime import date, timedelta

from django.db.models import Q

from lessons.municipalities.models import Municipality
from members.people.models import Membership, User

from ..models import Handover

# A successor may begin this long before the predecessor's last day.
OVERLAP = timedelta(days=182)


def successor_of(handover: Handover, *, today: date) -> Membership | None:
    """The member who holds the post now; None as long as nobody was approved for it."""
    heir = Municipality.objects.lineage_on(today).heir(handover.municipality_id)
    posts = (
        Membership.objects.running(today)
        .not_suspended()
        .filter(municipality=heir, role=handover.role, person__is_active=True)
        .select_related("person")
        .order_by("start", "pk")
    )
    if handover.giver_id:
        posts = posts.exclude(person=handover.giver_id)
    if heir == handover.municipality_id:
        # After a merger whoever sits at the new municipality follows; otherwise only who is new.
        posts = posts.filter(start__gte=handover.left_on - OVERLAP)
    return posts.first()


def offered_to(person: User, *, today: date) -> list[Handover]:
    """What waits for this person to open."""
    posts = list(Membership.objects.running(today).not_suspended().filter(person=person))
    if not posts or not person.is_active:
        return []
    lineage = Municipality.objects.lineage_on(today)
    here = Q(pk__in=[])
    for post in posts:
        here |= Q(municipality__in=lineage.family(post.municipality_id), role=post.role)
    waiting = Handover.objects.waiting().with_something_in_it().filter(here)
    return [
        handover
        for handover in waiting.select_related("giver", "municipality")
        if (first := successor_of(handover, today=today)) and first.person_id == person.pk
    ]
