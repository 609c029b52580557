"""What in a harvest could tell which town hall or whom it is about. It warns; the group decides."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from lessons.municipalities.models import Alias, Municipality
from lessons.municipalities.size_classes import size_class_of
from members.practices.anonymity import AT_LEAST, telling_words

from ..models import Participant, PeerGroup

_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_AMOUNT = re.compile(
    r"€\s?\d[\d.,]*\b|\b\d[\d.,]*\s?(?:euro|miljoen|miljard|duizend|ton)\b", re.IGNORECASE
)
_DATE = re.compile(
    rf"\b\d{{1,2}}\s(?:{_MONTHS})\b|\b\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}\b"
    rf"|\b(?:{_MONTHS})\s(?:19|20)\d\d\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_INHABITANTS = re.compile(r"\b(\d{1,3}(?:\.\d{3})+|\d{4,7})\s+inwoners", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telltale:
    """Words of a harvest, and what they could tell."""

    kind: str
    words: str


def telltales_in(text: str, group: PeerGroup) -> list[Telltale]:
    people = Participant.objects.filter(group=group).select_related("person")
    names = [one.person.name for one in people]
    rows = list(Municipality.objects.current().values_list("name", "province", "inhabitants"))
    places = [name for name, _province, _inhabitants in rows]
    places += Alias.objects.values_list("name", flat=True)
    return [
        *_found("naam", telling_words(text, names=names, places=())),
        *_found("plaats", telling_words(text, names=(), places=places)),
        *_found("bedrag", _AMOUNT.findall(text)),
        *_found("datum", _DATE.findall(text)),
        *_found("te weinig gemeenten", _rare(text, [row[1:] for row in rows])),
    ]


def _found(kind: str, words: Iterable[str]) -> Iterator[Telltale]:
    return (Telltale(kind, word.strip()) for word in dict.fromkeys(words))


def _rare(text: str, towns: Collection[tuple[str, int]]) -> Iterator[str]:
    """A province and a size that together fit fewer than five municipalities."""
    lower = text.lower()
    provinces = {province for province, _size in towns if province.lower() in lower}
    for number in _INHABITANTS.findall(text):
        size = size_class_of(int(number.replace(".", "")))
        for province in sorted(provinces):
            fitting = sum(one == province and count in size for one, count in towns)
            if fitting < AT_LEAST:
                yield f"{province}, {size.label}"
