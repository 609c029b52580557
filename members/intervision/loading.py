"""Methods and shared organisations to begin with, put on the site once."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction

from lessons.models import LoadedContent
from lessons.municipalities.models import Municipality

from .models import Method, MethodStep, OrganisationMunicipality, StaffOrganisation

CONTENT = Path(__file__).parent / "content"


@transaction.atomic
def load() -> list[str]:
    """Put what was not loaded before on the site; returns the keys of what was new."""
    methods = [(f"werkvormen/{one['slug']}", one, _put_method) for one in _read("methods")]
    shared = [
        (f"organisaties/{one['name']}", one, _put_organisation) for one in _read("organisations")
    ]
    return [key for key, data, put in [*methods, *shared] if _once(key, data, put)]


def _read(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))[name]


def _once(key: str, data: dict[str, Any], put: Callable[[dict[str, Any]], None]) -> bool:
    _record, is_new = LoadedContent.objects.get_or_create(key=key)
    if is_new:
        put(data)
    return is_new


def _put_method(data: dict[str, Any]) -> None:
    plain = {name: value for name, value in data.items() if name not in ("steps", "fits")}
    fits = {f"fits_{name}": True for name in data["fits"]}
    method = Method(**plain, **fits)
    method.steps = [_step(number, step) for number, step in enumerate(data["steps"])]
    method.full_clean()
    method.save()


def _step(number: int, data: dict[str, Any]) -> MethodStep:
    rest = {name: value for name, value in data.items() if name != "silent"}
    return MethodStep(sort_order=number, case_owner_is_silent=data.get("silent", False), **rest)


def _put_organisation(data: dict[str, Any]) -> None:
    """A municipality that merged meanwhile is left out."""
    found = Municipality.objects.filter(
        name__in=data["municipalities"], staff_organisation__isnull=True
    )
    organisation = StaffOrganisation.objects.create(name=data["name"])
    for municipality in found:
        OrganisationMunicipality.objects.create(
            organisation=organisation, municipality=municipality
        )
