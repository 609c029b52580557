"""Two signs that a poll kept in memory is old: the room changed, or who may ask did.

Who may ask is watched where it is written down: every statement that any verb, cascade or bulk
update of any process sends to the database passes here, so that no way to shut somebody out can be
forgotten. What only the room itself changes is told by the verbs of ``sittings``, per room: another
group that writes ends nothing.
"""

from functools import cache
from zlib import crc32

from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session

from members.people.accounts.sessions import WRITTEN_AT_LOGIN
from members.people.models import Membership, User
from members.stamps import EVERY, Stamp, Writes

from ..models import Participant, PeerGroup, Sitting, Visit

# Rooms share so many files, which therefore need no cleaning up.
FILES = 64
access = Stamp("ROOM_STAMPS", "access")


@cache
def _news(number: int) -> Stamp:
    return Stamp("ROOM_STAMPS", f"{number}")


def news(key: str) -> Stamp:
    """Grows when the room with this key changes."""
    return _news(crc32(key.encode()) % FILES)


def watch_access() -> None:
    """Called when the site starts, before it talks to the database."""
    access.grow_with(_ends_access, unseen=(WRITTEN_AT_LOGIN,))


def _ends_access() -> Writes:
    """By table, the statements that can make a poll be refused."""
    people = (User, User.groups.through, Group, Membership)
    rooms = (Participant, PeerGroup)
    # Sessions are written every minute and visits three times as often, to say who is there.
    existing = (Session, Visit, Sitting)
    return dict.fromkeys((one._meta.db_table for one in (*people, *rooms)), EVERY) | dict.fromkeys(
        (one._meta.db_table for one in existing), ("DELETE",)
    )
