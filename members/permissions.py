"""Every "may": Qs for lists, predicates for acts. Knows no app; people are looked up by label."""

from datetime import date, timedelta
from enum import StrEnum

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

EDITORS = "Redactie"
FACILITATORS = "Begeleiders"
# Who leaves a post stays a member for a year: between two municipalities.
BETWEEN_POSTS = timedelta(days=365)
# Unless they said that they want to be no member any more.
CANCELLED = "opgezegd"
# Whoever got an account onto an address of their own at the desk waits; its owner hears of it.
WAIT_AFTER_MOVE = timedelta(days=14)


class Status(StrEnum):
    """What someone's memberships add up to today."""

    MEMBER = "lid"
    BETWEEN_POSTS = "tussen twee gemeenten"
    SUSPENDED = "geschorst"
    ALUMNUS = "oud-lid"
    NONE = "geen lid"


# --- Qs on memberships and on people ---------------------------------------------------------


def holds_post(on: date) -> Q:
    """Memberships that run on this day, suspended or not."""
    return Q(start__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))


def gives_access(on: date) -> Q:
    """Memberships that make their person a member on this day."""
    recently = Q(until__gte=on - BETWEEN_POSTS, until__lt=on) & ~Q(end_reason=CANCELLED)
    return Q(suspended_on__isnull=True) & (holds_post(on) | recently)


def member_q(on: date | None = None) -> Q:
    """People who are members, for lists."""
    memberships = apps.get_model("people", "Membership").objects.filter(
        gives_access(on or timezone.localdate()), person=OuterRef("pk")
    )
    return Q(is_active=True) & Q(Exists(memberships))


# --- Qs on practices -------------------------------------------------------------------------


def readable_practice_q(user) -> Q:
    """Practices that this reader may read; anonymous readers get the public ones."""
    return members_practice_q() if may_read_members_content(user) else public_practice_q()


def members_practice_q() -> Q:
    """Practices that every member may read."""
    return Q(live=True)


def public_practice_q() -> Q:
    return Q(live=True, audience="openbaar")


def own_practice_q(user) -> Q:
    """Practices that someone wrote, alone or with a colleague, whatever became of them."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    return Q(author=user.pk) | Q(co_author=user.pk)


# --- Qs on intervision -----------------------------------------------------------------------


def current_participant_q() -> Q:
    """Participants who did not leave."""
    return Q(left_at__isnull=True)


def visible_group_q(user) -> Q:
    """Groups that someone is in now. Nobody else sees one, whatever rights they have."""
    if not may_take_part(user):
        return Q(pk__in=[])
    participants = apps.get_model("intervision", "Participant").objects.filter(
        current_participant_q(), group=OuterRef("pk"), person=user.pk
    )
    return Q(Exists(participants))


def takes_part_q(on: date | None = None) -> Q:
    """People who :func:`may_take_part`, for lists: one question to the database instead of four."""
    on = on or timezone.localdate()
    user = apps.get_model("people", "User")
    facilitates = user.groups.through.objects.filter(user=OuterRef("pk"), group__name=FACILITATORS)
    suspended = apps.get_model("people", "Membership").objects.filter(
        holds_post(on), person=OuterRef("pk"), suspended_on__isnull=False
    )
    from_outside = Q(is_active=True) & Q(Exists(facilitates)) & ~Q(Exists(suspended))
    settled = Q(moved_on__isnull=True) | Q(moved_on__lte=on - WAIT_AFTER_MOVE)
    return settled & (member_q(on) | from_outside)


def visible_round_q(user) -> Q:
    """Rounds that were announced; drafts only for who runs them."""
    announced = ~Q(state="concept")
    if is_editor(user):
        return Q()
    return announced | Q(host=user.pk) if may_run_rounds(user) else announced


def runs_round_q(user) -> Q:
    """Rounds that someone may run: editors all, a facilitator their own."""
    if is_editor(user):
        return Q()
    return Q(host=user.pk) if is_facilitator(user) else Q(pk__in=[])


# --- What someone is -------------------------------------------------------------------------


def status_of(user) -> Status:
    """Asked once per request: a user object lives no longer than that."""
    if not user.is_authenticated:
        return Status.NONE
    if not hasattr(user, "_status"):
        user._status = _status(list(user.memberships.all()), timezone.localdate())
    return user._status


def is_member(user) -> bool:
    return user.is_active and status_of(user) in (Status.MEMBER, Status.BETWEEN_POSTS)


def is_editor(user) -> bool:
    """Editors of Platform31, and the administrators who may do all that editors do."""
    return user.is_active and (user.is_superuser or EDITORS in groups_of(user))


def is_facilitator(user) -> bool:
    """Members may be facilitators too; one who is suspended is neither."""
    is_one = user.is_active and FACILITATORS in groups_of(user)
    return is_one and status_of(user) != Status.SUSPENDED


def groups_of(user) -> frozenset[str]:
    """The names of someone's groups, asked once per request."""
    if not hasattr(user, "_group_names"):
        names = user.groups.values_list("name", flat=True) if user.is_authenticated else ()
        user._group_names = frozenset(names)
    return user._group_names


# --- What someone may ------------------------------------------------------------------------


def needs_second_factor(user) -> bool:
    return user.is_authenticated and (user.is_staff or is_editor(user))


def may_read_members_content(user) -> bool:
    """Practices, questions and reactions that are for members only."""
    return is_member(user) or is_facilitator(user) or is_editor(user)


def may_see_directory(user) -> bool:
    """Who the members are; a facilitator from outside has no need to know."""
    return is_member(user) or is_editor(user)


def may_ask_colleague(user) -> bool:
    return is_member(user)


def may_invite(user) -> bool:
    return is_member(user)


def may_decide_applications(user) -> bool:
    return is_editor(user)


def may_see_stuck_mail(user) -> bool:
    return is_editor(user)


def may_share(user) -> bool:
    """Write practices, and whatever members say about them."""
    return is_member(user)


def may_revise(user, practice) -> bool:
    return is_member(user) and user.pk in (practice.author_id, practice.co_author_id)


def may_mail_at_once(person) -> bool:
    """That a colleague reacted, named them or tried something; who never chose, hears at once."""
    readings = apps.get_model("updates", "Reading").objects
    return not readings.filter(person=person.pk).exclude(rhythm="meteen").exists()


def may_talk(user) -> bool:
    """React to practices, recognise them, report."""
    return is_member(user) or is_editor(user)


def may_review(user) -> bool:
    return is_editor(user)


def may_take_part(user) -> bool:
    """Be in a group: members, and facilitators from outside. The suspended are out at once.

    So is for a while an account that an administrator moved to another address: it may be theirs.
    """
    if _just_moved(user):
        return False
    return is_member(user) or is_facilitator(user)


def may_enrol(user) -> bool:
    """Sign up for a round; whether a pause or a deadline forbids it, the round tells."""
    return is_member(user)


def may_see_hosts(user) -> bool:
    """Who hosts a round."""
    return may_read_members_content(user)


def may_run_rounds(user) -> bool:
    return is_editor(user) or is_facilitator(user)


def may_run_round(user, one) -> bool:
    """The rounds of :func:`runs_round_q`, asked of one of them."""
    return is_editor(user) or (is_facilitator(user) and one.host_id == user.pk)


def _just_moved(user) -> bool:
    moved_on = getattr(user, "moved_on", None)
    return moved_on is not None and moved_on > timezone.localdate() - WAIT_AFTER_MOVE


def _status(memberships: list, today: date) -> Status:
    def running(membership) -> bool:
        until = membership.until
        return membership.start <= today and (until is None or until >= today)

    trusted = [one for one in memberships if one.suspended_on is None]
    if any(running(one) for one in trusted):
        return Status.MEMBER
    left = [one for one in trusted if one.end_reason != CANCELLED]
    if any(one.until and today - BETWEEN_POSTS <= one.until < today for one in left):
        return Status.BETWEEN_POSTS
    if any(running(one) for one in memberships):
        return Status.SUSPENDED
    return Status.ALUMNUS if memberships else Status.NONE
