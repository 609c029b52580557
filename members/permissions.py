"""Every "may": Qs for lists, predicates for acts. Knows no app; people are looked up by label.

Rights are Django permissions: ticks on a group at the desk. No group is known by its name.
"""

from datetime import date, timedelta
from enum import StrEnum

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone


class Right(StrEnum):
    """The permissions of our own, each declared in ``Meta.permissions`` of its model."""

    READ_MEMBERS_CONTENT = "people.read_members_content"
    DECIDE_APPLICATIONS = "people.decide_applications"
    REVIEW_PRACTICES = "practices.review_practices"
    RUN_ROUNDS = "intervision.run_rounds"
    LEAD_GROUPS = "intervision.lead_groups"
    SEE_STUCK_MAIL = "mail.see_stuck_mail"


OPEN_DESK = "wagtailadmin.access_admin"
# Who has one of these sees what others may not: so they log in with a second factor.
NEED_SECOND_FACTOR = (OPEN_DESK, *(right for right in Right if right != Right.LEAD_GROUPS))
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
    suspended = apps.get_model("people", "Membership").objects.filter(
        holds_post(on), person=OuterRef("pk"), suspended_on__isnull=False
    )
    from_outside = was_given_q(Right.LEAD_GROUPS) & ~Q(Exists(suspended))
    settled = Q(moved_on__isnull=True) | Q(moved_on__lte=on - WAIT_AFTER_MOVE)
    return settled & (member_q(on) | from_outside)


def visible_round_q(user) -> Q:
    """Rounds that were announced; drafts only for who runs them."""
    announced = ~Q(state="concept")
    if may_run_every_round(user):
        return Q()
    return announced | Q(host=user.pk) if may_run_rounds(user) else announced


def runs_round_q(user) -> Q:
    """Rounds that someone may run: editors all, a facilitator their own."""
    if may_run_every_round(user):
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


def is_facilitator(user) -> bool:
    """Members may be facilitators too; one who is suspended is neither.

    An administrator has every right without being given it, but leads no group that way.
    """
    if not has_right(user, Right.LEAD_GROUPS) or status_of(user) == Status.SUSPENDED:
        return False
    return not user.is_superuser or was_given(user, Right.LEAD_GROUPS)


# --- Rights ----------------------------------------------------------------------------------


def has_right(user, right: str) -> bool:
    """Django asks for all rights of a person at once, and keeps the answer with this object."""
    return user.is_authenticated and user.has_perm(right)


def has_right_q(right: str) -> Q:
    """People of whom :func:`has_right` is true, for lists."""
    return was_given_q(right) | Q(is_active=True, is_superuser=True)


def was_given_q(right: str) -> Q:
    """People who were given this right, themselves or by a group: not every administrator."""
    app, _, codename = right.partition(".")
    user = apps.get_model("people", "User")
    permission = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label=app, codename=codename
    )
    by_group = user.groups.through.objects.filter(
        user=OuterRef("pk"), group__permissions__in=permission
    )
    directly = user.user_permissions.through.objects.filter(
        user=OuterRef("pk"), permission__in=permission
    )
    return Q(is_active=True) & (Q(Exists(by_group)) | Q(Exists(directly)))


def was_given(user, right: str) -> bool:
    return apps.get_model("people", "User").objects.filter(was_given_q(right), pk=user.pk).exists()


# --- What someone may ------------------------------------------------------------------------


def needs_second_factor(user) -> bool:
    """Whoever may open the desk, by whatever group or tick, or has a right of an editor."""
    if not user.is_authenticated:
        return False
    return user.is_staff or any(has_right(user, right) for right in NEED_SECOND_FACTOR)


def may_read_members_content(user) -> bool:
    """Practices, questions and reactions that are for members only."""
    return is_member(user) or is_facilitator(user) or has_right(user, Right.READ_MEMBERS_CONTENT)


def may_see_directory(user) -> bool:
    """Who the members are; a facilitator from outside has no need to know."""
    return is_member(user) or has_right(user, Right.READ_MEMBERS_CONTENT)


def may_ask_colleague(user) -> bool:
    return is_member(user)


def may_invite(user) -> bool:
    return is_member(user)


def may_decide_applications(user) -> bool:
    return has_right(user, Right.DECIDE_APPLICATIONS)


def may_see_stuck_mail(user) -> bool:
    return has_right(user, Right.SEE_STUCK_MAIL)


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
    return is_member(user) or may_review(user)


def may_review(user) -> bool:
    return has_right(user, Right.REVIEW_PRACTICES)


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


def may_run_every_round(user) -> bool:
    return has_right(user, Right.RUN_ROUNDS)


def may_run_rounds(user) -> bool:
    return may_run_every_round(user) or is_facilitator(user)


def may_run_round(user, round_) -> bool:
    """The rounds of :func:`runs_round_q`, asked of one of them."""
    return may_run_every_round(user) or (is_facilitator(user) and round_.host_id == user.pk)


def _just_moved(user) -> bool:
    moved_on = getattr(user, "moved_on", None)
    return moved_on is not None and moved_on > timezone.localdate() - WAIT_AFTER_MOVE


def _status(memberships: list, today: date) -> Status:
    def running(membership) -> bool:
        until = membership.until
        return membership.start <= today and (until is None or until >= today)

    trusted = [membership for membership in memberships if membership.suspended_on is None]
    if any(map(running, trusted)):
        return Status.MEMBER
    left = [membership for membership in trusted if membership.end_reason != CANCELLED]
    if any(
        membership.until and today - BETWEEN_POSTS <= membership.until < today
        for membership in left
    ):
        return Status.BETWEEN_POSTS
    if any(map(running, memberships)):
        return Status.SUSPENDED
    return Status.ALUMNUS if memberships else Status.NONE
