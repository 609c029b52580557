"""Two signs that a poll kept in memory is old: the room changed, or who may ask did.

Who may ask is watched where it is written down: every statement that any verb, cascade or bulk
update of any process sends to the database passes here, so that no way to shut somebody out can be
forgotten. What only the room itself changes is told by the verbs of ``rooms``, per room: another
group that writes ends nothing.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any
from zlib import crc32

from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db.backends.signals import connection_created

from members.people.models import Membership, User
from members.stamps import Stamp

from ..models import Participant, PeerGroup, Sitting, Visit

# Rooms share so many files, which therefore need no cleaning up.
FILES = 64
WRITE = re.compile(r'(UPDATE|DELETE|INSERT)[^"]*"(\w+)"')
# Whoever logs in shuts nobody out.
LOGS_IN = re.compile(r'UPDATE "\w+" SET "last_login" = [^,"]+ WHERE ')
access = Stamp("ROOM_STAMPS", "access")


@cache
def _news(number: int) -> Stamp:
    return Stamp("ROOM_STAMPS", f"{number}")


def news(key: str) -> Stamp:
    """Grows when the room with this key changes."""
    return _news(crc32(key.encode()) % FILES)


def watch_access() -> None:
    """Called when the site starts, before it talks to the database."""
    connection_created.connect(_watch, dispatch_uid="room_stamps")


def _watch(connection: Any, **_signal: object) -> None:
    # A connection that is made again has it already. First: whoever wraps for a moment takes
    # the last one off.
    if _notice not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _notice)


def _notice(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    result = execute(sql, *rest)
    if not sql.startswith("SELECT"):
        written = WRITE.match(sql)
        ends_access = written and written[1] in _ends_access().get(written[2], ())
        if ends_access and not LOGS_IN.match(sql):
            access.grow_after_commit()
    return result


@cache
def _ends_access() -> dict[str, tuple[str, ...]]:
    """By table, the statements that can make a poll be refused."""
    every, only_deleting = ("INSERT", "UPDATE", "DELETE"), ("DELETE",)
    people = (User, User.groups.through, Group, Membership)
    rooms = (Participant, PeerGroup)
    # Sessions are written every minute and visits three times as often, to say who is there.
    existing = (Session, Visit, Sitting)
    return dict.fromkeys((one._meta.db_table for one in (*people, *rooms)), every) | dict.fromkeys(
        (one._meta.db_table for one in existing), only_deleting
    )
