"""Everything about somebody as a zip: once for programmes, once to read."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Field, Model, QuerySet
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from wagtail.log_actions import log
from wagtail.models import Revision

from members.intervision.encryption.texts import DestroyedError
from members.people.models import User

from .register import TABLES, Link, Table

SOMEBODY_ELSE = "iemand anders"
DESTROYED = "vernietigd"
WITHHELD = "niet meegegeven: een geheim van het inloggen"


@dataclass(slots=True)
class Section:
    """What one link ties to the person: rows of label and value, and the files they hold."""

    title: str
    table: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)

    def readable(self) -> list[list[tuple[str, Any]]]:
        """The rows as a reader meets them: what is empty is left out."""
        return [
            [(self.labels[name], value) for name, value in row.items() if value not in ("", None)]
            for row in self.rows
        ]


@transaction.atomic
def export(person: User, *, into: IO[bytes], now: datetime) -> None:
    """Write the zip file."""
    sections = list(sections_of(person))
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mijn-gegevens.json", _as_json(sections, person, now))
        context = {"sections": sections, "person": person, "now": now, "site": settings.BASE_URL}
        archive.writestr("mijn-gegevens.html", render_to_string("privacy/export.html", context))
        for section in sections:
            for name, content in section.files.items():
                _write(archive, name, content)
    log(person, "privacy.export", user=person, title=f"Account {person.pk}")


def sections_of(person: User) -> Iterator[Section]:
    """What there is, in the order of the register; what is empty is left out."""
    for table in TABLES:
        for link in table.links:
            if not link.not_exported:
                section = _section(table, link, person)
                if section.rows:
                    yield section


def _section(table: Table, link: Link, person: User) -> Section:
    section = Section(link.title, table.model)
    fields = [_field(table, name) for name in link.only or table.fields]
    section.labels = {one.name: str(one.verbose_name or one.name) for one in fields}
    for row in _together(table.rows(link, person), fields).order_by("pk"):
        section.rows.append({one.name: _value(row, one, table, person, section) for one in fields})
    return section


def _together(rows: QuerySet, fields: list[Any]) -> QuerySet:
    """With all that they point to, in a fixed number of queries."""
    related = [one.name for one in fields if one.many_to_one or one.one_to_one]
    lists = [one.name for one in fields if one.many_to_many]
    return rows.select_related(*related).prefetch_related(*lists)


def _field(table: Table, name: str) -> Any:
    return table.model_class._meta.get_field(name)


def _value(row: Model, field: Field, table: Table, person: User, section: Section) -> Any:
    if field.name in table.secret:
        return WITHHELD
    if field.name in table.sealed:
        return _unsealed(row, table.sealed[field.name])
    if field.many_to_many:
        return [str(one) for one in getattr(row, field.name).all() if not _is_other(one, person)]
    if field.related_model is Revision:
        # Its name would cost a query each, and only repeat the title.
        number = getattr(row, field.attname)
        return number and f"versie {number}"
    if field.is_relation:
        other = getattr(row, field.name)
        return SOMEBODY_ELSE if _is_other(other, person) else (other and str(other))
    value = getattr(row, field.attname)
    if isinstance(value, (bytes, memoryview)):
        return _keep_file(section, f"{field.name}-{row.pk}.jpg", bytes(value))
    if isinstance(value, FieldFile):
        return _keep_file(section, str(value).rpartition("/")[2], value) if value else ""
    return field.value_from_object(row) if not field.choices else _choice(row, field)


def _unsealed(row: Model, name: str) -> Any:
    """Of a round that is being destroyed the key goes first, and the rows a moment later."""
    try:
        return getattr(row, name)
    except DestroyedError:
        return DESTROYED


def _choice(row: Model, field: Field) -> str:
    return str(getattr(row, f"get_{field.name}_display")())


def _is_other(value: Any, person: User) -> bool:
    return isinstance(value, User) and value.pk != person.pk


def _keep_file(section: Section, name: str, content: Any) -> str:
    path = f"bestanden/{name}"
    section.files[path] = content
    return path


def _write(archive: zipfile.ZipFile, name: str, content: Any) -> None:
    if isinstance(content, bytes):
        archive.writestr(name, content)
        return
    try:
        with content.open("rb") as source, archive.open(name, "w") as target:
            for chunk in iter(lambda: source.read(64 * 1024), b""):
                target.write(chunk)
    except FileNotFoundError:
        archive.writestr(f"{name}.ontbreekt.txt", "Dit bestand is niet meer op de server.")


def _as_json(sections: list[Section], person: User, now: datetime) -> str:
    data = {
        "gemaakt_op": now,
        "van": person.email,
        "gegevens": [{"wat": one.title, "tabel": one.table, "rijen": one.rows} for one in sections],
    }
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
