"""After a complete round: everything that anybody outside the room can open, page by page."""

import html
import re
from collections import Counter, deque
from email.message import Message
from urllib.parse import urljoin, urlsplit

from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from members.intervision.harvest import consent as harvests
from members.intervision.harvest import delayed_submission
from members.intervision.models import HarvestOnItsWay
from members.intervision.scheduling import feeds, invitations
from members.people.models import User
from members.practices.models import Practice
from tests import people

from .people import inside, seat
from .test_canary import (
    HARVEST,
    PLAN,
    assert_clean,
    everything_in_the_database,
    group,
    whole_round,
)

__all__ = ["group"]

DESK, SITE = "/redactie/", "/"
# Of pages that differ in their number or name alone, so many.
ALIKE = 2
LINK = re.compile(r"""["'](/[\w./~-]*)(?:[?#][^"']*)?["']""")
NOT_PAGES = ("/static/", "/media/", "/account/logout", "/ontwikkeling/", "/redactie/logout")
OPEN_TO_ALL = (
    "/sitemap.xml",
    "/robots.txt",
    "/feeds/alles.atom",
    "/feeds/ervaringen.atom",
    "/feeds/lessen/eigen-waarde.atom",
    "/api/v2/pages/",
    "/zoeken/?q=kanariezaak",
    "/zoeken/?q=kanarie",
)


def pages(client: Client, start: str, most: int = 250) -> dict[str, str]:
    """Whatever this browser can reach by links, as text."""
    found: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    todo = deque([start])
    while todo and len(found) < most:
        path = todo.popleft()
        kind = re.sub(r"\d+", "1", path)
        if path in found or not path.startswith(start) or path.startswith(NOT_PAGES):
            continue
        kind = kind if start == DESK else re.sub(r"(/\w+/).*", r"\1", kind)
        kinds[kind] += 1
        if kinds[kind] > (ALIKE if start == DESK else 5 * ALIKE):
            continue
        answer = client.get(path, follow=True)
        text = b"".join(answer) if answer.streaming else answer.content
        found[path] = html.unescape(text.decode(errors="replace"))
        todo += [urlsplit(urljoin(path, one)).path for one in LINK.findall(found[path])]
    return found


def parts(message: Message) -> str:
    """Also what is attached, as its reader sees it."""
    bodies = [part.get_payload(decode=True) or b"" for part in message.walk()]
    return str(message) + "".join(body.decode(errors="replace") for body in bodies)


def test_no_page_of_the_desk_knows_a_word(group, anna, bram, daan, els):
    whole_round(group, anna, bram, daan)
    call_command("run_due_tasks")
    admin = User.objects.create_superuser("beheer@example.org", "Beheer")
    people.second_factor(admin)
    for who, client in (("editor", people.at_desk(els)), ("admin", people.logged_in(admin))):
        seen = pages(client, DESK)
        assert len(seen) > 40, sorted(seen)
        assert any("site-history" in path for path in seen)
        assert any("/snippets/" in path for path in seen)
        for path, text in seen.items():
            assert_clean(f"{who} {path}", text)


def test_no_page_of_the_site_knows_a_word(group, anna, bram, chris, daan):
    whole_round(group, anna, bram, daan)
    call_command("run_due_tasks")
    for who, client in (("reader", Client()), ("member", people.logged_in(chris))):
        seen = pages(client, SITE, most=120)
        assert len(seen) > 40, sorted(seen)
        for path, text in seen.items():
            assert_clean(f"{who} {path}", text)
        for path in OPEN_TO_ALL:
            answer = client.get(path, follow=True)
            # What somebody looked for, a page of results repeats.
            text = answer.content.decode().replace(path.partition("=")[2] or "\0", "")
            assert_clean(f"{who} {path}", text)


def test_calendars_sessions_and_mail_know_no_word(group, anna, bram, daan):
    invitations.invite(group.meeting)
    whole_round(group, anna, bram, daan)
    call_command("run_due_tasks")
    secret = feeds.renew(by=anna, now=timezone.now())
    calendar = Client().get(f"/agenda/{secret}.ics").content.decode()
    assert "BEGIN:VEVENT" in calendar
    assert_clean("calendar", calendar)
    messages = "".join(parts(one.message()) for one in mail.outbox)
    assert "BEGIN:VCALENDAR" in messages
    assert_clean("mail", messages)
    sessions = [str(one.get_decoded()) for one in Session.objects.all()]
    assert len(sessions) >= 3
    assert_clean("sessions", "".join(sessions))


def test_harvest_on_its_way_is_nowhere_until_it_is_sent(group, anna, bram, daan, els):
    whole_round(group, anna, bram, daan)
    found = harvests.open_harvest(group)
    for person in (anna, bram, daan):
        mine = {"seen": found.version, "by": seat(group, person), "now": timezone.now()}
        harvests.answer(found, True, **mine)
    call_command("run_due_tasks")
    assert HarvestOnItsWay.objects.exists()
    assert_clean("database", everything_in_the_database())
    editor = people.at_desk(els)
    for path in (DESK, "/redactie/reports/workflow_tasks/", "/redactie/reports/site-history/"):
        assert_clean(path, editor.get(path).content.decode())
    delayed_submission.send_due(now=timezone.now() + delayed_submission.LATEST)
    assert Practice.objects.get().title == HARVEST
    assert HARVEST in editor.get("/redactie/").content.decode()


def test_words_do_show_to_whoever_may_read_them(group, anna, bram, daan):
    """Else all this would look for what is not there."""
    whole_round(group, anna, bram, daan)
    assert PLAN in people.logged_in(anna).get("/mijn/voornemens/").content.decode()
    page = inside(group, anna).get(f"/intervisie/groep/{group.key}/oogst/")
    assert HARVEST in page.content.decode()
