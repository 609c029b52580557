"""Municipalities by size, in four classes that everyone uses: map, profile, pseudonyms, matching.

Plain Python, so that rules without a database may use it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SizeClass:
    key: str
    label: str
    at_least: int
    below: int | None = None

    def __contains__(self, inhabitants: int) -> bool:
        return self.at_least <= inhabitants and (self.below is None or inhabitants < self.below)

    def __str__(self) -> str:
        return self.label


SMALL = SizeClass("klein", "minder dan 20.000 inwoners", 0, 20_000)
MEDIUM = SizeClass("middelgroot", "20.000 tot 50.000 inwoners", 20_000, 50_000)
LARGE = SizeClass("groot", "50.000 tot 100.000 inwoners", 50_000, 100_000)
CITY = SizeClass("stad", "100.000 inwoners of meer", 100_000)

SIZE_CLASSES = (SMALL, MEDIUM, LARGE, CITY)


def size_class_of(inhabitants: int) -> SizeClass:
    return next(size_class for size_class in SIZE_CLASSES if inhabitants in size_class)


def size_class_by_key(key: str) -> SizeClass | None:
    """The class that addresses and forms call ``key``; None for a word that is no class."""
    return next((size_class for size_class in SIZE_CLASSES if size_class.key == key), None)
