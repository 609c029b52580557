"""At the desk, too, the site says u."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.conf import settings
from django.utils import translation

FOLDER = settings.BASE_DIR / "gideonsbende" / "locale" / "nl" / "LC_MESSAGES"
MESSAGE = re.compile(r'^msgid (".+")\nmsgstr (".+")$', re.MULTILINE)
PLURAL = re.compile(
    r'^msgid (".+")\nmsgid_plural (".+")\nmsgstr\[0\] (".+")\nmsgstr\[1\] (".+")$', re.MULTILINE
)
JE = re.compile(r"\b[Jj](e|ij|ou|ouw|ezelf)\b")
TEXT = (FOLDER / "django.po").read_text()
WRITTEN = {
    ast.literal_eval(english): ast.literal_eval(dutch) for english, dutch in MESSAGE.findall(TEXT)
}
COUNTED = [tuple(map(ast.literal_eval, texts)) for texts in PLURAL.findall(TEXT)]


def test_compiled_file_holds_what_was_written():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert {english: compiled.gettext(english) for english in WRITTEN} == WRITTEN


@pytest.mark.parametrize("english", WRITTEN)
def test_our_own_sentence_wins_from_that_of_wagtail(english):
    with translation.override("nl"):
        assert translation.gettext(english) == WRITTEN[english]


def test_every_sentence_is_read_by_this_test():
    assert len(WRITTEN) + len(COUNTED) == TEXT.count("\nmsgid ") - 1


@pytest.mark.parametrize(("one", "many", "dutch_one", "dutch_many"), COUNTED)
def test_what_is_counted_wins_too(one, many, dutch_one, dutch_many):
    with translation.override("nl"):
        assert translation.ngettext(one, many, 1) == dutch_one
        assert translation.ngettext(one, many, 2) == dutch_many


def test_nobody_is_called_je():
    counted = [dutch for texts in COUNTED for dutch in texts[2:]]
    assert [dutch for dutch in [*WRITTEN.values(), *counted] if JE.search(dutch)] == []


def test_no_sentence_of_wagtail_is_left_that_says_je():
    """Those in its JavaScript are out of our reach: it takes them from its own folder only."""
    with translation.override("nl"):
        theirs = {
            english if isinstance(english, str) else english[0]
            for app in apps.get_app_configs()
            if app.name.startswith("wagtail")
            for english in _catalogue(app)
        }
        said = {english: translation.gettext(english) for english in theirs}
    assert len(theirs) > 1000
    assert {english for english, dutch in said.items() if JE.search(dutch)} == set()


def _catalogue(app: AppConfig) -> dict[str | tuple[str, int], str]:
    path = Path(app.path) / "locale" / "nl" / "LC_MESSAGES" / "django.mo"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def test_names_in_a_sentence_stay():
    names = re.compile(r"%\(\w+\)s|<[^>]+>")
    for english, dutch in WRITTEN.items():
        assert sorted(names.findall(english)) == sorted(names.findall(dutch)), english
