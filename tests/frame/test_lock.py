"""What pyproject.toml asks for, the lock files hold; else a fresh machine cannot start."""

import re
import tomllib

import pytest
from django.conf import settings

NAME = re.compile(r"[A-Za-z0-9._-]+")
PROJECT = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
DEVELOPMENT = RUNTIME + PROJECT["dependency-groups"]["dev"]


def _locked(file_name: str) -> set[str]:
    text = (settings.BASE_DIR / file_name).read_text()
    return {_normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    ("file_name", "wanted"),
    [("requirements.txt", RUNTIME), ("requirements-dev.txt", DEVELOPMENT)],
)
def test_lock_holds_every_package_that_is_asked_for(file_name, wanted):
    names = {_normal(NAME.match(line)[0]) for line in wanted if isinstance(line, str)}
    assert names <= _locked(file_name)
