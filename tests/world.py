"""One of everybody, and what they made, for the permission table."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.utils import timezone

from lessons.models import LessonPage, Topic
from lessons.municipalities.models import Municipality
from members.intervision.matching import jobs
from members.intervision.models import (
    CandidateDate,
    DateOption,
    Method,
    Participant,
    PeerGroup,
    Round,
)
from members.intervision.models.round import State
from members.intervision.rounds import lifecycle
from members.people.models import AskedColleague, ColleagueRequest, Membership, Photo, User
from members.practices import review
from members.practices.comments import comments
from members.practices.models import Practice
from members.practices.sharing import submission
from members.privacy.models import Handover
from tests import people


@dataclass
class World:
    """The people by what they are, each with the cookie of a session, and the names of things."""

    cookies: dict[str, str]
    names: dict[str, str]

    def client(self, person: str) -> Client:
        client = Client()
        if cookie := self.cookies.get(person):
            client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        return client


def build() -> World:
    """Needs the site's own content in the database."""
    heusden, ermelo = (Municipality.objects.get(name=name) for name in ("Heusden", "Ermelo"))
    users: dict[str, User] = {}
    for name in ("applicant", "member", "facilitator", "editor", "suspended", "alumnus"):
        users[name] = User.objects.create_user(f"{name}@example.org", name.title())
    users["administrator"] = User.objects.create_superuser("beheer@example.org", "Beheer")
    other = User.objects.create_user("ander@example.org", "Ander")
    users["editor"].groups.add(people.editors())
    users["facilitator"].groups.add(people.facilitators())
    for name in ("editor", "administrator"):
        people.second_factor(users[name])
    long_ago = timezone.localdate() - timedelta(days=400)
    membership = people.member(users["member"], heusden)
    people.member(other, ermelo)
    people.member(users["suspended"], ermelo, suspended_on=long_ago, suspension="redactie")
    ended = people.member(users["alumnus"], ermelo, until=long_ago)
    application = people.application(users["applicant"], heusden)
    people.application(users["member"], heusden, state="approved")
    names = {
        "application": application.pk,
        "membership": membership.pk,
        "profile": other.profile.slug,
        "ended_membership": ended.pk,
        "handover": _handover_for(membership).pk,
        **_requests(users["member"], other),
        **_practices(users, other),
        **_rounds(users, other),
    }
    Photo.objects.create(profile=other.profile, jpeg=b"\xff\xd8")
    cookies = {name: _session(user) for name, user in users.items()}
    return World(cookies, {name: str(value) for name, value in names.items()})


def _handover_for(membership: Membership) -> Handover:
    """Left by a predecessor whose account is gone."""
    now = timezone.now()
    return Handover.objects.create(
        municipality=membership.municipality,
        role=membership.role,
        left_on=membership.start,
        letter="Welkom",
        made_at=now,
        changed_at=now,
    )


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _rounds(users: dict[str, User], other: User) -> dict[str, object]:
    """Of the editor: open, a draft, one whose groups are made; and two groups of another round."""
    editor = users["editor"]
    is_open = _round(editor, "Open ronde")
    lifecycle.open_sign_up(is_open, by=editor, now=timezone.now())
    draft, matching, planned = (_round(editor, name) for name in ("Concept", "Groepen", "Gepland"))
    for one, state in ((matching, State.MATCHING), (planned, State.CHOOSING_DATE)):
        one.state = state
        one.save()
    jobs.search(jobs.ask(matching, by=editor, now=timezone.now()).pk)
    mine = _group(planned, 1, users["member"])
    foreign = _group(planned, 2, other)
    return {
        "open_round": is_open.slug,
        "draft_round": draft.slug,
        "open_round_pk": is_open.pk,
        "matching_round_pk": matching.pk,
        "group": mine.key,
        "foreign_group": foreign.key,
        "date_option": mine.date_options.first().pk,
        "foreign_date_option": foreign.date_options.first().pk,
    }


def _round(editor: User, title: str) -> Round:
    now = timezone.now()
    method = Method.objects.get(slug="incidentmethode")
    one = Round(title=title, method=method, sign_up_until=now + timedelta(days=7))
    lifecycle.make(one, by=editor, now=now)
    start = now + timedelta(days=20)
    CandidateDate.objects.create(round=one, starts_at=start, ends_at=start + timedelta(hours=2))
    return one


def _group(one: Round, number: int, person: User) -> PeerGroup:
    now = timezone.now()
    group = PeerGroup.objects.create(
        round=one,
        number=number,
        method=one.method,
        made_at=now,
        poll_until=now + timedelta(days=3),
    )
    Participant.objects.create(group=group, person=person, joined_at=now, is_facilitator=True)
    for days in (20, 21):
        start = now + timedelta(days=days)
        DateOption.objects.create(
            group=group, starts_at=start, ends_at=start + timedelta(hours=2), made_at=now
        )
    return group


def _requests(member: User, other: User) -> dict[str, int]:
    now, lesson = timezone.now(), LessonPage.objects.first()
    mine = ColleagueRequest.objects.create(person=member, lesson=lesson, made_at=now)
    foreign = ColleagueRequest.objects.create(person=other, lesson=lesson, made_at=now)
    answered = {"asked_at": now, "reply": "ja", "replied_at": now}
    third = User.objects.create_user("derde@example.org", "Derde")
    people.member(third, member.memberships.get().municipality)
    return {
        "request": mine.pk,
        "foreign_request": foreign.pk,
        "asked": AskedColleague.objects.create(request=mine, person=other, **answered).pk,
        "foreign_asked": AskedColleague.objects.create(
            request=foreign, person=third, **answered
        ).pk,
    }


def _practices(users: dict[str, User], other: User) -> dict[str, object]:
    """One for everyone, one for members, and one by the member; with a comment and a task each."""
    public = _share(other, "Voor iedereen", audience="openbaar")
    review.approve(review.waiting().get().pk, by=users["editor"], now=timezone.now())
    internal = _share(other, "Voor leden")
    mine = _share(users["member"], "Van het lid", kind="vraag")
    now = timezone.now()
    said = [
        comments.comment(one, "Gezegd.", token=uuid4(), by=other, now=now)
        for one in (mine, internal)
    ]
    report = comments.report(internal, said[1], "Kijk even.", by=other, now=now)
    return {
        "public": public.slug,
        "internal": internal.slug,
        "mine": mine.slug,
        "practice": mine.pk,
        "lesson": LessonPage.objects.get(number=1).pk,
        "topic": Topic.objects.create(name="Onderwerp").pk,
        "answer": said[0].pk,
        "comment": said[1].pk,
        "task": review.waiting().first().pk,
        "report": report.pk,
    }


def _share(person: User, title: str, **fields: str) -> Practice:
    told = {
        "kind": "wat-werkte",
        "title": title,
        "matter": "Wat.",
        "action": "Hoe.",
        "result": "Wel.",
        "residents": "niet gevraagd",
        "audience": "leden",
        "municipality": person.memberships.get().municipality,
        "lessons": [LessonPage.objects.get(number=1)],
    }
    content = submission.Content(**told | fields)
    return submission.submit(token=uuid4(), content=content, by=person, now=timezone.now())
