"""Erasing somebody: what goes, what stays under "oud-lid", and then the deed in one transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import FileField, Model, QuerySet
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from members.audit.chain import forgetting
from members.intervision.models import Participant
from members.intervision.rounds import waiting_list
from members.people.models import User
from members.permissions import needs_second_factor

from . import emails, pseudonymisation
from .register import TABLES, Link, Table


class Cause(StrEnum):
    OWN_WISH = "eigen wens"
    IDLE = "niet meer gebruikt"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in the preview: how many there are, and for what stays the reason."""

    title: str
    count: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    goes: list[Line]
    stays: list[Line]


def may_be_erased(person: User) -> bool:
    """Editors and administrators first hand over their rights: the desk must not lose its last."""
    return not needs_second_factor(person)


def preview(person: User) -> Preview:
    """What erasing would do now, in the words of the register."""
    goes: list[Line] = []
    stays: list[Line] = []
    for table, link in _links():
        going, staying = _divide(table, link, person)
        if count := going.count():
            goes.append(Line(link.title, count))
        if count := staying.count():
            stays.append(Line(link.title, count, link.stays))
    return Preview(goes, stays)


@transaction.atomic
@forgetting()
def erase(person: User, *, cause: Cause, now: datetime) -> None:
    """Everything of somebody goes, or loses its name. There is no way back."""
    # Rounds before people, as everywhere: else two who wait for each other wait for ever.
    _leave_groups(person, now)
    person = User.objects.select_for_update().get(pk=person.pk)
    address, name, number = person.email, person.name, person.pk
    names = pseudonymisation.names_of(person)
    staying = [(table, list(_divide(table, link, person)[1])) for table, link in _links()]
    for table, link in _links():
        if table.model != User._meta.label:
            _delete(_divide(table, link, person)[0])
    _end_sessions(person)
    _delete(User.objects.filter(pk=number))
    for table, rows in staying:
        pseudonymisation.take_out(names, table, _still_there(rows))
    pseudonymisation.take_out_of_other_texts(names)
    erased = User(pk=number)
    trace = {"title": f"Account {number}", "data": {"cause": str(cause)}, "timestamp": now}
    log(erased, "privacy.erase", **trace)
    emails.erased(address, name, by_themselves=cause == Cause.OWN_WISH)


def _leave_groups(person: User, now: datetime) -> None:
    """A group must not wait for somebody who is gone, nor give away what they wrote."""
    mine = Participant.objects.current().filter(person=person).order_by("group__round")
    for seat in mine.select_related("group", "person"):
        waiting_list.leave(seat, by=None, keep_words=False, now=now)


def _links() -> Iterator[tuple[Table, Link]]:
    """What is part of something else goes or stays with it, by the database's own rules."""
    return ((table, link) for table in TABLES for link in table.links if not link.is_part)


def _divide(table: Table, link: Link, person: User) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """The rows that go, and the rows that stay."""
    rows = table.rows(link, person)
    if not link.stays:
        return rows, rows.none()
    if link.staying is None:
        return rows.none(), rows
    staying = link.staying(rows, person)
    return rows.exclude(pk__in=staying.values("pk")), staying


def _delete(rows: QuerySet[Any]) -> None:
    """Each by itself, so that files and copies that listen to a deletion hear of it."""
    for row in list(rows):
        _forget_label(row)
        if row.__class__._default_manager.filter(pk=row.pk).exists():
            _delete_files(row)
            row.delete()


def _delete_files(row: Model) -> None:
    for field in row._meta.concrete_fields:
        if isinstance(field, FileField) and (file := getattr(row, field.attname)):
            # After the commit: a file cannot be rolled back.
            transaction.on_commit(partial(file.storage.delete, file.name))


def _forget_label(row: Model) -> None:
    """The trail keeps that something was done, not the name or title it was done to."""
    content_type = ContentType.objects.get_for_model(row)
    ModelLogEntry.objects.filter(content_type=content_type, object_id=str(row.pk)).update(
        label=f"{row._meta.verbose_name} {row.pk}", data={}
    )


def _still_there(rows: Iterable[Any]) -> list[Any]:
    found = []
    for row in rows:
        found += row.__class__._default_manager.filter(pk=row.pk)
    return found


def _end_sessions(person: User) -> None:
    """Every browser is out on its next request; a session tells only itself whose it is."""
    number = str(person.pk)
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == number:
            session.delete()
