"""Words of somebody who left the group, found back in a text that the others want to give away.

Whoever leaves may let their words stay in the room. They cannot agree to a harvest any more, so it
may not hold what they wrote; those who stay say it in words of their own.
"""

import re
from collections.abc import Iterable

from django.db.models import QuerySet

from ..models import Contribution, PeerGroup

# So many words in a row are somebody's own; a text that is shorter counts as a whole, if it says
# anything at all.
IN_A_ROW, AT_LEAST = 6, 3
MOST_SHOWN = 3
_WORD = re.compile(r"\w+")
Run = tuple[str, ...]


def borrowed(text: str, group: PeerGroup) -> list[str]:
    """The first few passages of ``text`` that only somebody who left wrote before."""
    rows = Contribution.objects.handed_in().filter(sitting__group=group)
    of_leavers = _texts(rows.filter(author__left_at__isnull=False), group)
    if not of_leavers:
        return []
    of_others = _texts(rows.filter(author__left_at__isnull=True), group)
    theirs = _runs(of_leavers) - _runs(of_others)
    return _passages(text, theirs)[:MOST_SHOWN]


def _texts(rows: QuerySet[Contribution], group: PeerGroup) -> list[str]:
    found = list(rows.select_related("sitting"))
    for row in found:
        row.sitting.group = group
    return [row.text for row in found]


def _runs(texts: Iterable[str]) -> set[Run]:
    found: set[Run] = set()
    for text in texts:
        words = [word.casefold() for word in _WORD.findall(text)]
        size = min(IN_A_ROW, len(words))
        if size >= AT_LEAST:
            found.update(tuple(words[at : at + size]) for at in range(len(words) - size + 1))
    return found


def _passages(text: str, runs: set[Run]) -> list[str]:
    """As they stand in the text, one after the other and without overlap."""
    words = list(_WORD.finditer(text))
    folded = [one.group().casefold() for one in words]
    sizes = sorted({len(run) for run in runs}, reverse=True)
    found, at = [], 0
    while at < len(words):
        size = next((n for n in sizes if tuple(folded[at : at + n]) in runs), 0)
        if size:
            found.append(text[words[at].start() : words[at + size - 1].end()])
        at += size or 1
    return found
