"""Who went on in whom. Plain Python: the municipalities are known by their number."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lineage:
    """``successors``: for each municipality that has ended, the one it went on in."""

    successors: Mapping[int, int]

    def heir(self, municipality: int) -> int:
        """The municipality that this one is today; itself as long as it has not ended."""
        return [municipality, *self._line(municipality)][-1]

    def family(self, municipality: int) -> set[int]:
        """The municipality and every other one that went on in it, however long ago."""
        return {municipality} | {one for one in self.successors if municipality in self._line(one)}

    def _line(self, municipality: int) -> list[int]:
        line: list[int] = []
        # The desk refuses a circle; whoever makes one elsewhere still gets an answer.
        while (following := self.successors.get(municipality)) and following not in line:
            line.append(following)
            municipality = following
        return line
