"""What a reader asks: words, and the facets to stay within. Anything at all may be typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

from .dutch.analyzer import composed
from .dutch.inflection import form
from .dutch.normalise import words
from .facets import FACETS

LONGEST_QUERY = 200
MOST_WORDS = 10

# Words that say nothing about the subject; a query of nothing else keeps them.
STOP_WORDS = frozenset(
    """
    aan al als bij dan dat de den der des deze die dit door dus een en er et het hij hoe hun ik in
    is je kan maar me men met mijn naar niet nog nu of om onder ons ook op over per s t te ten ter
    toch tot u uit uw van veel voor waar wat we wel wie wij wordt ze zich zij zijn zo
    """.split()  # noqa: SIM905 - seventy lines of one word read worse
)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\s]+")


@dataclass(frozen=True, slots=True)
class Query:
    text: str = ""
    """As typed, without what cannot be seen."""
    chosen: dict[str, str] = field(default_factory=dict)
    """Name of a facet → the value to stay within."""

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Self:
        """A query out of an address; what no facet understands asks for nothing."""
        asked = {facet: params.get(facet.name, "") for facet in FACETS}
        return cls(
            text=_UNSEEN.sub(" ", composed(params.get("q", "")[:LONGEST_QUERY])).strip(),
            chosen={facet.name: value for facet, value in asked.items() if facet.knows(value)},
        )

    def __bool__(self) -> bool:
        return bool(self.text or self.chosen)

    @property
    def words(self) -> list[str]:
        """The words to look for, folded, each once."""
        found = list(dict.fromkeys(word.folded for word in words(self.text)))[:MOST_WORDS]
        return [word for word in found if word not in STOP_WORDS] or found

    @property
    def keys(self) -> list[str]:
        return list(dict.fromkeys(map(form, self.words)))

    def within(self, name: str, value: str) -> Self:
        return type(self)(self.text, self.chosen | {name: value})

    def outside(self, name: str) -> Self:
        return type(self)(self.text, {n: v for n, v in self.chosen.items() if n != name})

    def everywhere(self) -> Self:
        return type(self)(self.text)

    def saying(self, text: str) -> Self:
        return type(self)(text, self.chosen)

    @property
    def address(self) -> str:
        """The query as the part of an address after the path."""
        return "?" + urlencode(({"q": self.text} if self.text else {}) | self.chosen)
