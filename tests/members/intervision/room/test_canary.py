"""Words that nobody outside may ever meet, through a whole round; then looked for everywhere."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from lessons.municipalities.models import Municipality
from members.intervision.harvest import consent as harvests
from members.intervision.harvest import intentions
from members.intervision.models import Contribution, Intention, PeerGroup
from members.intervision.room import meetings
from tests import people

from . import people as room_people
from .people import address, inside, seat, sitting

CASE, ANSWER, NOTE = "kanariezaak", "kanarieantwoord", "kanarienotitie"
REVIEW, PLAN, HARVEST = "kanarieterugblik", "kanarievoornemen", "kanarieoogst"
EVERYTHING = (CASE, ANSWER, NOTE, REVIEW, PLAN, HARVEST)
OTHERS = ("/", "/mijn/", "/ervaringen/", "/leden/", "/intervisie/", "/zoeken/?q=kanarie*")
DESK = ("/redactie/", "/redactie/reports/site-history/", "/redactie/intervisie/", "/mijn/")


@pytest.fixture
def group(content, anna, bram, chris, daan) -> PeerGroup:
    for person in (anna, bram, chris, daan):
        people.member(person, Municipality.objects.get(name="Heusden"))
    return room_people.group(anna, bram, daan)


def move(client, group, which: str, **told) -> None:
    client.post(
        address(group, "zet/"),
        {"move": which, "seen": meetings.position(sitting(group), timezone.now())} | told,
    )


def write(client, group, text: str, kind: str, act: str = "show") -> None:
    told = {"kind": kind, "step": sitting(group).at, "act": act, "text": text, "version": 0}
    client.post(address(group, "schrijven/"), told)


def whole_round(group, anna, bram, daan) -> None:
    lead, second, third = (inside(group, person) for person in (anna, bram, daan))
    write(second, group, CASE, "inbreng")
    move(lead, group, "inbrenger", person=seat(group, bram).pk)
    move(lead, group, "notuleren")
    move(lead, group, "beginnen")
    write(lead, group, NOTE, "notitie")
    for _step in range(2):
        move(lead, group, "verder")
    write(third, group, ANSWER, "antwoord")
    write(lead, group, f"{ANSWER} concept", "antwoord", act="keep")
    for _step in range(6):
        move(lead, group, "verder")
    lead.post(address(group, "terugblik/"), {"useful": 4, "free": 5, "words": REVIEW})
    lead.post(address(group, "voornemen/"), {"text": PLAN, "due_on": str(timezone.localdate())})
    harvest = dict.fromkeys(("title", "matter", "action", "result"), HARVEST)
    harvest |= {"kind": "wat-werkte", "lessons": [people.LessonPage.objects.get(number=1).pk]}
    lead.post(address(group, "oogst/schrijven/"), harvest)
    assert Intention.objects.exists()
    assert sitting(group).phase == "afgelopen"
    # They did arrive where they belong.
    texts = Contribution.objects.select_related("sitting__group")
    assert {CASE, ANSWER, NOTE} <= {one.text for one in texts}
    assert harvests.words_of(harvests.open_harvest(group)).title == HARVEST


def everything_in_the_database() -> str:
    """Every row of every table, also of those that no model of ours knows."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += [
                str([bytes(v) if isinstance(v, memoryview) else v for v in row])
                for row in cursor.fetchall()
            ]
    return "\n".join(found)


def assert_clean(where: str, text: str) -> None:
    assert not [word for word in EVERYTHING if word in text.lower()], where


def test_nothing_leaves_the_room(group, anna, bram, chris, daan, els, caplog, settings, capsys):
    caplog.set_level("DEBUG")
    whole_round(group, anna, bram, daan)
    call_command("run_due_tasks")
    assert_clean("database", everything_in_the_database())
    assert_clean("logs", caplog.text + str(capsys.readouterr()))
    assert_clean("mail", "".join(str(one.message()) for one in mail.outbox))
    assert_clean("cache", str(getattr(cache, "_cache", "")))
    files = [path for path in Path(settings.ROUND_KEYS_ROOT).parent.rglob("*") if path.is_file()]
    assert_clean("files", "".join(str(one) + repr(one.read_bytes()) for one in files))
    other = people.logged_in(chris)
    for path in OTHERS:
        assert_clean(path, other.get(path, follow=True).content.decode())
    editor = people.at_desk(els)
    editor_pages = [editor.get(path, follow=True) for path in DESK]
    assert any(answer.status_code == 200 for answer in editor_pages)
    for answer in editor_pages:
        assert_clean(str(answer.request), answer.content.decode())


def test_rooms_are_not_registered_at_the_desk_and_not_searched():
    from wagtail.snippets.models import get_snippet_models

    from gideonsbende.search import sources

    sealed = {"Contribution", "Evaluation", "Harvest", "HarvestConsent", "Intention", "Sitting"}
    registered = {model.__name__ for model in get_snippet_models()}
    assert not sealed & registered
    searched = "".join(path.read_text() for path in Path(sources.__file__).parent.glob("*.py"))
    assert not [name for name in sealed if f"import {name}" in searched]
    assert sealed <= {model.__name__ for model in apps.get_app_config("intervision").get_models()}


def test_export_holds_ones_intention_and_nothing_of_the_room(group, anna, bram, daan):
    import io
    import zipfile

    from members.privacy.export import export

    whole_round(group, anna, bram, daan)
    archive = io.BytesIO()
    export(anna, into=archive, now=timezone.now())
    with zipfile.ZipFile(archive) as opened:
        text = "".join(opened.read(name).decode(errors="replace") for name in opened.namelist())
    assert PLAN in text
    for word in (CASE, ANSWER, NOTE, REVIEW, HARVEST):
        assert word not in text


def test_erasure_takes_ones_own_words_along(group, anna, bram, daan):
    whole_round(group, anna, bram, daan)
    intentions.intend(daan, "x", due_on=timezone.localdate(), now=timezone.now())
    mine = group.sittings.get(is_trial=False).contributions.filter(author=seat(group, daan))
    assert mine.exists()
    number = seat(group, daan).pk
    from members.privacy import erasure

    erasure.erase(daan, cause=erasure.Cause.OWN_WISH, now=timezone.now())
    left = group.sittings.get(is_trial=False).contributions.filter(author=number)
    assert not left.exists()
    assert not Intention.objects.filter(person=daan.pk).exists()
