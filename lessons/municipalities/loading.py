"""Municipalities from the files in ``data/`` to the database.

One rule keeps this safe to run at every start: what is missing is added, with its other names,
neighbours and history; what is there already is left alone, so nothing that an editor changed is
ever overwritten. A correction in the files reaches sites that exist by a data migration.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from .models import Alias, Municipality

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load() -> int:
    """Add the municipalities that the database does not have yet; returns how many."""
    known = set(Municipality.objects.values_list("code", flat=True))
    missing = [row for row in _rows("municipalities") if row["code"] not in known]
    if missing:
        _add(missing)
    return len(missing)


def _add(rows: list[dict[str, str]]) -> None:
    history = {row["code"]: row for row in _rows("mergers")}
    Municipality.objects.bulk_create(
        _municipality(row, history.get(row["code"], {})) for row in rows
    )
    ids = dict(Municipality.objects.values_list("code", "pk"))
    new = {row["code"] for row in rows}
    _add_aliases(new, ids)
    _add_neighbours(new, ids)
    _add_successors((row for code, row in history.items() if code in new), ids)


def _municipality(row: dict[str, str], history: dict[str, str]) -> Municipality:
    return Municipality(
        code=row["code"],
        name=row["name"],
        slug=slugify(row["name"]),
        province=row["province"],
        inhabitants=int(row["inhabitants"]),
        latitude=row["lat"],
        longitude=row["lon"],
        domain=row["domain"],
        valid_from=_day(history.get("valid_from")),
        valid_to=_day(history.get("valid_to")),
        end_confirmed=history.get("end_confirmed") == "yes",
    )


def _add_aliases(new: set[str], ids: dict[str, int]) -> None:
    Alias.objects.bulk_create(
        Alias(municipality_id=ids[row["code"]], name=row["name"])
        for row in _rows("aliases")
        if row["code"] in new
    )


def _add_neighbours(new: set[str], ids: dict[str, int]) -> None:
    """Each pair both ways, as Django keeps a symmetric relation."""
    border = Municipality.neighbours.through
    pairs = [(row["code_a"], row["code_b"]) for row in _rows("neighbours")]
    border.objects.bulk_create(
        (
            border(from_municipality_id=ids[one], to_municipality_id=ids[other])
            for a, b in pairs
            if {a, b} & new
            for one, other in ((a, b), (b, a))
        ),
        ignore_conflicts=True,
    )


def _add_successors(rows: Iterable[dict[str, str]], ids: dict[str, int]) -> None:
    for row in rows:
        if row["successor"]:
            Municipality.objects.filter(code=row["code"]).update(successor=ids[row["successor"]])


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
