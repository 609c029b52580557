"""The site's own texts: plain Dutch, complete, and in words that are not the source's.

source_nine_words.txt holds no text, only the first 16 hex digits of the SHA-1 of every run of
nine words in the source, normalised as `words` does it and joined by single spaces.
"""

import csv
import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "lessons" / "content"
MUNICIPALITIES = ROOT / "lessons" / "municipalities" / "data" / "municipalities.csv"
SOURCE_RUNS = frozenset(Path(__file__).with_name("source_nine_words.txt").read_text().split())
FILES = {
    path.relative_to(CONTENT).with_suffix("").as_posix(): tomllib.loads(path.read_text("utf-8"))
    for path in sorted(CONTENT.rglob("*.toml"))
}
LESSONS = {
    key: data for key, data in FILES.items() if key.startswith("lessen/") and "number" in data
}
LESSON_TITLES = {data["title"] for data in LESSONS.values()}

PROSE = {"call", "checklist", "core", "hard", "how", "intro", "note", "questions"} | {
    "search_description",
    "text",
}
NEEDED = {
    "home": "title slug heading intro call_title call call_button how_title how",
    "settings": "sender contact_name contact_email source_title source_url",
    "index": "title slug intro search_description",
    "lessen": "title slug number menu_title search_description core body checklist questions"
    " sources",
    "praktijkvoorbeelden": "title slug search_description organisation municipality lessons"
    " topics intro facts body hard sources last_confirmed review_on",
    "bijeenkomsten": "title slug search_description intro year day order speakers lessons body"
    " sources",
    "paginas": "title slug search_description intro body",
}
ADDRESSES_OF_CODE = {
    "/.well-known/security.txt",
    "/ervaringen/",
    "/intervisie/",
    "/lid-worden/",
    "/mijn/gegevens/",
    "/privacy/register/",
}

MEAN_SENTENCE, LONGEST_SENTENCE = 12, 25
MEAN_READING_EASE, LOWEST_READING_EASE = 60, 50
LESSON_WORDS = range(350, 551)

MARKDOWN_LINK = re.compile(r"\[([^]]*)\]\(([^)]*)\)")
MARKDOWN_LINE_START = re.compile(r"^\s*(?:[-#]+|\d+\.)\s+")
SENTENCE_END = re.compile(r"(?<=[.?!])[\u2019)]?\s+(?=[\u2018A-Z0-9])")
WORD = re.compile(r"[^\W_]+(?:[\u2019'.@-][^\W_]+)*")
INFORMAL = re.compile(r"\b(?:je|jij|jou|jouw|jezelf|jullie)\b", re.IGNORECASE)
# Two or three vowels that Dutch says in one breath; any other vowel is a syllable of its own.
VOWEL_GROUP = re.compile("aai|eau|oei|ooi|aa|au|ee|ei|eu|ie|ij|oe|oo|ou|ui|uu|[aeiouyäëïöüéèêáàç]")


def strings(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every (name of the field, text) in a file, however deep."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, name)
    elif isinstance(value, dict):
        heading = value.get("type") == "heading"
        for key, item in value.items():
            yield from strings(item, "heading" if heading else key)


def sentences(data: dict[str, Any]) -> list[str]:
    """The running text of a file; a list item counts as a sentence, a title does not."""
    lines = (
        MARKDOWN_LINE_START.sub("", MARKDOWN_LINK.sub(r"\1", line)).strip()
        for name, text in strings(data)
        if name in PROSE
        for line in text.splitlines()
    )
    return [sentence for line in lines if line for sentence in SENTENCE_END.split(line)]


def words(text: str) -> list[str]:
    """Words without case, accents or punctuation, so that only the wording is compared."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.findall(r"[a-z0-9]+", bare)


def runs(text: str) -> dict[str, str]:
    """Every run of nine words in the text, by its hash."""
    found = words(text)
    joined = (" ".join(found[start : start + 9]) for start in range(len(found) - 8))
    return {
        hashlib.sha1(run.encode(), usedforsecurity=False).hexdigest()[:16]: run for run in joined
    }


def reading_ease(text: list[str]) -> float:
    """Flesch-Douma: 60 and more is plain Dutch."""
    found = [word.lower() for sentence in text for word in WORD.findall(sentence)]
    syllables = sum(max(1, len(VOWEL_GROUP.findall(word))) for word in found)
    return 206.84 - 0.93 * len(found) / len(text) - 77 * syllables / len(found)


def kind(key: str) -> str:
    return "index" if key.endswith("/index") else key.partition("/")[0]


def address(key: str) -> str:
    """Where the page of a file stands on the site."""
    data, folder = FILES[key], kind(key)
    if folder == "home":
        return "/"
    if folder in ("index", "paginas"):
        return "".join(f"/{part}" for part in (data.get("parent"), data["slug"]) if part) + "/"
    return f"/{folder}/{data['slug']}/"


each_file = pytest.mark.parametrize("key", FILES)


@each_file
def test_nothing_a_page_needs_is_missing(key):
    assert set(NEEDED[kind(key)].split()) <= set(FILES[key])


@each_file
def test_sentences_are_short(key):
    lengths = {sentence: len(WORD.findall(sentence)) for sentence in sentences(FILES[key])}
    assert [text for text, length in lengths.items() if length > LONGEST_SENTENCE] == []
    assert not lengths or mean(lengths.values()) <= MEAN_SENTENCE


@each_file
def test_reader_is_addressed_formally(key):
    assert [text for _, text in strings(FILES[key]) if INFORMAL.search(text)] == []


@each_file
def test_wording_is_not_taken_from_the_source(key):
    allowed = LESSON_TITLES | {FILES["settings"]["source_title"]}
    texts = (MARKDOWN_LINK.sub(r"\1", text) for _, text in strings(FILES[key]))
    own = (run for text in texts if text not in allowed for run in runs(text).items())
    assert [run for hashed, run in own if hashed in SOURCE_RUNS] == []


@each_file
def test_own_links_lead_somewhere(key):
    links = {url for _, text in strings(FILES[key]) for _, url in MARKDOWN_LINK.findall(text)}
    links |= {text for name, text in strings(FILES[key]) if name == "url"}
    own = {link for link in links if link.startswith("/")}
    pages = {address(other) for other in FILES if other != "settings"}
    assert own - pages - ADDRESSES_OF_CODE == set()


def test_lessons_are_numbered_one_to_seven():
    assert sorted(data["number"] for data in LESSONS.values()) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("key", LESSONS)
def test_lesson_title_is_the_sources_own(key):
    assert set(runs(LESSONS[key]["title"])) <= SOURCE_RUNS


@pytest.mark.parametrize("key", LESSONS)
def test_lesson_is_a_few_minutes_reading_with_work_to_do(key):
    body = " ".join(sentences({"body": LESSONS[key]["body"]}))
    assert len(WORD.findall(body)) in LESSON_WORDS
    assert 5 <= len(LESSONS[key]["checklist"]) <= 7
    assert 4 <= len(LESSONS[key]["questions"]) <= 5


def test_lessons_read_easily():
    ease = {key: reading_ease(sentences(data)) for key, data in LESSONS.items()}
    assert mean(ease.values()) >= MEAN_READING_EASE
    assert {key: score for key, score in ease.items() if score < LOWEST_READING_EASE} == {}


def test_lessons_that_pages_refer_to_exist():
    numbers = {data["number"] for data in LESSONS.values()}
    assert {number for data in FILES.values() for number in data.get("lessons", [])} <= numbers


def test_municipalities_that_examples_name_exist():
    with MUNICIPALITIES.open(encoding="utf-8", newline="") as rows:
        names = {row["name"] for row in csv.DictReader(rows)}
    named = {data["municipality"] for data in FILES.values() if data.get("municipality")}
    assert named <= names
