"""A site with any number of practices, in seconds: a hundred are written, the rest are copies.

The copies are made inside the database, with all that hangs on a practice; so every word, lesson,
topic and municipality is as frequent among a hundred thousand as among a hundred. One word and one
topic are the exceptions: as few practices have them everywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

import gideonsbende.search
from gideonsbende.search.indexing import refresh
from gideonsbende.search.models import Entry, TitleWord
from lessons.models import LessonPage, Topic
from lessons.municipalities.models import Municipality
from lessons.municipalities.provinces import Province
from members.people.models import Membership, Profile, User
from members.practices import trials
from members.practices.comments import comments
from members.practices.models import Audience, Kind, Practice, PracticeTopic

from .practices import COMMON, RARE, RARE_TOPIC

WRITTEN = 100
RARELY = 10
LIST = (Path(gideonsbende.search.__file__).parent / "dutch" / "words.txt").read_text()
WORDS = sorted({line for line in LIST.splitlines() if line.isalpha() and line != COMMON})
# What stands in the copies instead of the rare word: not a word at all.
NO_WORD = "fdldfdlhfqzr"
# Few enough that a hundred practices fill a page of each: then the pages are as long at every size.
TOPICS = 6
PROVINCES = (Province.GELDERLAND, Province.NOORD_BRABANT, Province.ZUID_HOLLAND)
MEMBERS = 12
COMMENTS, TRIALS = 20, 3
# Between the numbers of one round of copies and the next; more than there is of anything.
STRIDE = 100_000


def fill(count: int) -> tuple[User, Practice]:
    """Make ``count`` practices; returns a member who reads, and the one that is talked about."""
    people = [_member(number) for number in range(MEMBERS)]
    written = list(_written(people))
    refresh(Practice, [practice.pk for practice in written])
    talked_about = written[-1]
    _talk(talked_about, people[1:])
    copy(count // WRITTEN - 1)
    return people[0], talked_about


def copy(times: int) -> None:
    """Every practice again, ``times`` times, each round of them an hour older."""
    if times < 1:
        return
    number, moment = f"{{}} + n * {STRIDE}", "first_published_at"
    older = {
        "postgresql": f"{moment} - n * interval '1 hour'",
        "sqlite": f"datetime({moment}, '-' || n || ' hours')",
    }[connection.vendor]
    _rows(
        Practice,
        times,
        id=number.format("id"),
        slug="slug || '-' || n",
        first_published_at=older,
        title=_without_rare("title"),
    )
    _rows(Practice.lessons.through, times, practice_id=number.format("practice_id"))
    rare_topic = Topic.objects.get(slug=RARE_TOPIC).pk
    _rows(
        PracticeTopic,
        times,
        where=f"tag_id <> {rare_topic}",
        content_object_id=number.format("content_object_id"),
    )
    with _indexed_afterwards(Entry):
        _copy_entries(times, number, without=f"topic_id <> {rare_topic}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy_entries(times: int, number: str, *, without: str) -> None:
    is_practice = f"content_type_id = {ContentType.objects.get_for_model(Practice).pk}"
    _rows(
        Entry,
        times,
        where=is_practice,
        id=number.format("id"),
        object_id=number.format("object_id"),
        url="url || n",
        **{name: _without_rare(name) for name in ("title", "title_words", "lead_words", "words")},
    )
    practices = f"entry_id IN (SELECT id FROM gideonsbende_entry WHERE {is_practice})"  # noqa: S608
    originals = f"entry_id < {STRIDE}"
    for model in (Entry.lessons.through, Entry.topics.through, TitleWord):
        named = {"word": _without_rare("word")} if model is TitleWord else {}
        where = f"{originals} AND {practices}"
        if model is Entry.topics.through:
            where += f" AND {without}"
        _rows(model, times, where=where, entry_id=number.format("entry_id"), **named)


@contextmanager
def _indexed_afterwards(model) -> Iterator[None]:
    """PostgreSQL indexes words row by row far slower than all of them at once."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        # A test did everything so far in the same transaction.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        of_words = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexdef ~ %s"
        )
        cursor.execute(of_words, [model._meta.db_table, "USING gin"])
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _name, definition in indexes:
            cursor.execute(definition)


def _member(number: int) -> User:
    person = User.objects.create_user(f"lid{number}@example.org", f"Lid {number}")
    today = timezone.localdate()
    Membership.objects.create(
        person=person,
        municipality=Municipality.objects.order_by("pk")[number],
        role="gemeentesecretaris",
        start=today - timedelta(days=700),
        confirmed_on=today,
    )
    Profile.objects.create(person=person, slug=f"lid-{number}")
    return person


def _written(people: list[User]) -> Iterator[Practice]:
    chance = Random(4)  # noqa: S311 - the same site every time
    lessons = list(LessonPage.objects.order_by("number"))
    topics = [Topic.objects.create(name=f"onderwerp {word}") for word in WORDS[:TOPICS]]
    rare_topic = Topic.objects.create(name=RARE_TOPIC.replace("-", " "), slug=RARE_TOPIC)
    places = list(Municipality.objects.current().filter(province__in=PROVINCES).order_by("pk"))
    for number in range(WRITTEN):
        practice = Practice(
            kind=chance.choice([Kind.WORKED, Kind.WORKED, Kind.FAILED]),
            audience=chance.choice(Audience.values),
            title=_sentence(chance, 6, RARE if number < RARELY else ""),
            slug=f"ervaring-{number}",
            matter=_text(chance),
            action=_text(chance),
            result=_text(chance),
            otherwise=_text(chance),
            residents="niet gevraagd",
            municipality=chance.choice(places),
            author=chance.choice(people),
            live=True,
            created_at=timezone.now(),
            first_published_at=timezone.now() - timedelta(hours=number),
            last_published_at=timezone.now(),
            last_confirmed=timezone.localdate(),
            trial_count=chance.choice([0, 0, 1]),
        )
        practice.lessons = chance.sample(lessons, 2)
        practice.save()
        practice.topics.add(*chance.sample(topics, 2), *([rare_topic] if number < RARELY else []))
        practice.save()
        yield practice


def _text(chance: Random) -> str:
    # Every second text is about residents, as in life.
    return "\n\n".join(_sentence(chance, 25, chance.choice(["", COMMON])) for _line in range(2))


def _sentence(chance: Random, length: int, word: str) -> str:
    words = [*chance.sample(WORDS, length), *([word] if word else [])]
    return " ".join(words).capitalize() + "."


def _without_rare(column: str) -> str:
    return f"replace({column}, '{RARE}', '{NO_WORD}')"


def _rows(model, times: int, *, where: str = "true", **changed: str) -> None:
    """Copy the rows of a table ``times`` times, with these columns changed."""
    columns = [
        field.column
        for field in model._meta.concrete_fields
        if not (field.primary_key and field.name not in changed)
    ]
    table = model._meta.db_table
    values = ", ".join(changed.get(column, column) for column in columns)
    counter = "(SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < %s)"
    copies = f"SELECT {values} FROM {table}, counter WHERE {where}"  # noqa: S608 - our own names
    into = f"INSERT INTO {table} ({', '.join(columns)}) {copies}"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH RECURSIVE counter(n) AS {counter} {into}", [times])


def _talk(practice: Practice, people: list[User]) -> None:
    now, first = timezone.now(), None
    for number in range(COMMENTS):
        by = people[number % len(people)]
        text = f"Bij ons ging het anders, @lid-{number % 5}. {' '.join(islice(WORDS, 40))}."
        parent = first if number % 3 else None
        made = comments.comment(practice, text, token=uuid4(), by=by, now=now, parent=parent)
        first = first or made
    for person in people[:TRIALS]:
        place = person.memberships.get().municipality
        told = trials.Outcome(place, timezone.localdate(), "werkte", "niet gevraagd")
        trials.tell(practice, told, by=person, now=now)
