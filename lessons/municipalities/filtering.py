"""Finding municipalities by part of a name, by province and by size.

Names are compared in Python: with 342 of them that is as quick as asking the database, and both
databases fold accents differently. ``municipality-filter.js`` does the same while one types.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .models import Municipality
from .provinces import Province
from .size_classes import SizeClass, size_class_by_key

LONGEST_NAME = 80
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Filter:
    name: str = ""
    province: str = ""
    size_class: SizeClass | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Filter":
        """What the reader asked for; a province or a class that does not exist asks for nothing."""
        name = "".join(c for c in query.get("naam", "")[:LONGEST_NAME] if c.isprintable())
        province = query.get("provincie", "")
        return cls(
            name=name.strip(),
            province=province if province in Province.values else "",
            size_class=size_class_by_key(query.get("omvang", "")),
        )

    def __bool__(self) -> bool:
        return bool(self.name or self.province or self.size_class)

    def among(self, municipalities: Iterable[Municipality]) -> list[Municipality]:
        return [municipality for municipality in municipalities if self._fits(municipality)]

    def _fits(self, municipality: Municipality) -> bool:
        return (
            (not self.province or municipality.province == self.province)
            and (self.size_class is None or municipality.inhabitants in self.size_class)
            and _names_match(self.name, municipality.names)
        )


@lru_cache(maxsize=2_000)
def fold(text: str) -> str:
    """Lower case, without accents, words apart: "Súdwest-Fryslân" becomes "sudwest fryslan"."""
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_A_LETTER.sub(" ", plain.lower()).strip()


def _names_match(wanted: str, names: Iterable[str]) -> bool:
    """Whether every word begins a word of one name; without any letter everything fits."""
    words = fold(wanted).split()
    spellings = [spelling for name in names for spelling in _spellings(fold(name))]
    return any(all(f" {word}" in f" {name}" for word in words) for name in spellings)


def _spellings(name: str) -> tuple[str, ...]:
    """People write 's-Hertogenbosch as well as shertogenbosch."""
    return (name, f"s{name[2:]}") if name.startswith("s ") else (name,)
