"""By what readers narrow down a search."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .models import Kind

SLUG = r"[\w-]{1,100}"


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    """In the address."""
    heading: str
    value: str
    """Where an entry keeps the value that stands in the address."""
    label: str
    """Where an entry keeps what a reader sees."""
    pattern: str = SLUG
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What a reader sees instead, when that is not in the database."""

    def knows(self, value: str) -> bool:
        return re.fullmatch(self.pattern, value, re.ASCII) is not None

    def label_of(self, label: str) -> str:
        return self.labels.get(label, label)


FACETS = (
    Facet("soort", "Soort", "kind", "kind", labels=dict(Kind.choices)),
    Facet("les", "Les", "lessons__number", "lessons__menu_title", pattern="[1-9]"),
    Facet("onderwerp", "Onderwerp", "topics__slug", "topics__name"),
    Facet("gemeente", "Gemeente", "municipality__slug", "municipality__name"),
)
