"""At the desk, too, the site says u."""

import ast
import gettext
import re

import pytest
from django.conf import settings
from django.utils import translation

FOLDER = settings.BASE_DIR / "gideonsbende" / "locale" / "nl" / "LC_MESSAGES"
MESSAGE = re.compile(r'^msgid (".+")\nmsgstr (".+")$', re.MULTILINE)
WRITTEN = {
    ast.literal_eval(english): ast.literal_eval(dutch)
    for english, dutch in MESSAGE.findall((FOLDER / "django.po").read_text())
}


def test_compiled_file_holds_what_was_written():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert {english: compiled.gettext(english) for english in WRITTEN} == WRITTEN


@pytest.mark.parametrize("english", WRITTEN)
def test_our_own_sentence_wins_from_that_of_wagtail(english):
    with translation.override("nl"):
        assert translation.gettext(english) == WRITTEN[english]


def test_nobody_is_called_je():
    assert [dutch for dutch in WRITTEN.values() if re.search(r"\b[Jj](e|ij|ouw)\b", dutch)] == []


def test_names_in_a_sentence_stay():
    names = re.compile(r"%\(\w+\)s|<[^>]+>")
    for english, dutch in WRITTEN.items():
        assert sorted(names.findall(english)) == sorted(names.findall(dutch)), english
