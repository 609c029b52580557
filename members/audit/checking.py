"""Whether the trail still is what the chain says."""

import re
from collections.abc import Iterator

from . import chain, triggers
from .models import TRAILS, ChainEntry, RedactedEntry, RedactionPermit

HEAD = re.compile(r"[1-9][0-9]{0,17}:[0-9a-f]+")


def complaints(head: str = "") -> list[str]:
    """What is wrong, in Dutch; an empty list when nothing is. ``head`` is ``number:digest``."""
    return [*_about_guards(), *_about_chain(head), *_about_entries()]


def is_head(text: str) -> bool:
    """Whether this has the form of ``number:digest``."""
    return HEAD.fullmatch(text) is not None


def waiting() -> int:
    """Entries that the next round of ``run_due_tasks`` will link."""
    return sum(chain.not_linked(trail).count() for trail in TRAILS)


def _about_guards() -> Iterator[str]:
    for name in triggers.missing():
        yield f"De bewaking {name} ontbreekt in de database. Draai `manage.py migrate`."
    if RedactionPermit.objects.exists() or RedactedEntry.objects.exists():
        yield "Iemand zette de bewaking open buiten de site om."


def _about_chain(head: str) -> Iterator[str]:
    number, _, digest = head.partition(":")
    previous, expected = "", 0
    for link in ChainEntry.objects.order_by("number").iterator():
        expected += 1
        if link.number != expected or link.digest != chain.digest_of(link, previous):
            yield f"De keten klopt niet vanaf schakel {expected}."
            return
        previous = link.digest
        if str(link.number) == number and previous != digest:
            yield f"Schakel {number} is niet die van toen: de keten is opnieuw gemaakt."
    if number and int(number) > expected:
        yield f"De keten eindigt bij schakel {expected}, voor de genoemde {number}."


def _about_entries() -> Iterator[str]:
    latest = {
        (link.trail, link.entry): link for link in ChainEntry.objects.order_by("number").iterator()
    }
    for trail, (model, _) in TRAILS.items():
        there = set()
        for entry in model._default_manager.order_by("pk").iterator():
            there.add(entry.pk)
            link = latest.get((trail, entry.pk))
            if link is not None:
                yield from _about_entry(link, entry)
        for (name, pk), link in latest.items():
            if name == trail and link.deed and pk not in there:
                yield f"Regel {trail}:{pk} is weg."


def _about_entry(link: ChainEntry, entry) -> Iterator[str]:
    deed, words = chain.state_of(link.trail, entry, link.salt)
    if not link.deed:
        yield f"Regel {link.trail}:{link.entry} was weggegooid en staat er weer."
    elif deed != link.deed:
        yield f"Regel {link.trail}:{link.entry} is gewijzigd."
    elif words != link.words:
        yield f"De tekst bij regel {link.trail}:{link.entry} is gewijzigd."
