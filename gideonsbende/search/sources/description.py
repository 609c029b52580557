from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from ..models import Kind
from ..querysets import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What search has to know of an original."""

    object_id: int
    kind: Kind
    title: str
    url: str
    summary: str = ""
    text: str = ""
    other_titles: tuple[str, ...] = ()
    # A name is found by itself and its text: its parts mean nothing (Waterland is not about
    # water), and its summary is only shown.
    is_name: bool = False
    day: date | None = None
    audience: Audience = Audience.PUBLIC
    municipality_id: int | None = None
    lesson_ids: set[int] = field(default_factory=set)
    topic_ids: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Source:
    model: type[Model]
    """Stands for its subclasses as well: every page is an original of ``Page``."""
    readable: Callable[[], QuerySet]
    """The originals that somebody may find."""
    describe: Callable[[Any], Description | None]
    """An original without an address is not described."""
