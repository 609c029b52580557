"""A backup holds everything that must not be lost, and no key of intervision."""

import sqlite3
import subprocess
import tarfile
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from members.intervision.encryption import texts
from members.intervision.harvest import destruction
from members.intervision.models import ContributionKind
from members.intervision.room import contributions, meetings
from tests import people
from tests.members.intervision.room import people as room_people

TEXT = "Wat niemand op het stadhuis weet"


@pytest.fixture
def backup(transactional_db, tmp_path, anna, bram, capsys) -> tuple[Path, object]:
    """Of a site where Anna wrote a case, and a file was uploaded."""
    default_storage.save("foto.txt", ContentFile(b"beeld"))
    place = people.municipality("Heusden")
    for person in (anna, bram):
        people.member(person, place)
    group, now = room_people.group(anna, bram), timezone.now()
    seat = room_people.seat(group, anna)
    meetings.agree(seat, now=now)
    room = room_people.sitting(group)
    kind = ContributionKind.CASE
    contributions.keep(room, TEXT, kind=kind, step=0, version=0, by=seat, now=now)
    call_command("backup", str(tmp_path / "backups"))
    return Path(capsys.readouterr().out.strip()), group


def everything_in(folder: Path) -> bytes:
    """Also what pg_dump packed."""
    found = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    if (dump := folder / "database.dump").exists():
        read = ["pg_restore", "-f", "-", str(dump)]
        found += subprocess.run(read, capture_output=True, check=True).stdout
    return found


def test_backup_holds_files_and_no_key(backup):
    folder, _group = backup
    with tarfile.open(folder / "media.tar") as archive:
        assert "media/foto.txt" in archive.getnames()
    assert list(Path(settings.ROUND_KEYS_ROOT).glob("*.key"))
    names = {path.name for path in folder.iterdir()}
    database = "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"
    assert names == {database, "media.tar", "private.tar"}
    found = everything_in(folder)
    assert b"intervision_contribution" in found
    for key in Path(settings.ROUND_KEYS_ROOT).glob("*.key"):
        assert key.read_bytes() not in found
    assert TEXT.encode() not in found


def row_in(folder: Path) -> dict[str, str]:
    """The one contribution in the backup, read from its file."""
    dump = folder / "database.dump"
    if not dump.exists():
        with sqlite3.connect(folder / "database.sqlite3") as restored:
            found = restored.execute("SELECT * FROM intervision_contribution")
            names = [column[0] for column in found.description]
            return dict(zip(names, found.fetchall()[0], strict=True))
    read = ["pg_restore", "-a", "-t", "intervision_contribution", "-f", "-", str(dump)]
    lines = subprocess.run(read, capture_output=True, check=True, text=True).stdout.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("COPY"))
    names = lines[start].split("(")[1].split(")")[0].split(", ")
    row = dict(zip(names, lines[start + 1].split("\t"), strict=True))
    return row | {"sealed_text": bytes.fromhex(row["sealed_text"].removeprefix("\\\\x"))}


def test_after_destruction_yesterdays_backup_opens_nothing(backup):
    folder, group = backup
    row = row_in(folder)
    where = (row[name] for name in ("sitting_id", "author_id", "kind", "step"))
    place = ":".join(["contribution", str(UUID(row["uid"])), *map(str, where)])

    def opened() -> str:
        return texts.unseal(group.round_id, row["sealed_text"], bound_to=place, group=group.key)

    assert opened() == TEXT
    destruction.destroy_group(group, now=timezone.now())
    with pytest.raises(texts.DestroyedError):
        opened()
