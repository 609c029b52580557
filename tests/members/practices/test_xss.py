"""The same corpus through every form: on no page does it become more than text."""

from uuid import uuid4

import html5lib
import pytest
from django.test import Client

from lessons.models import Topic
from members.practices.models import Audience, Comment, Practice

from .conftest import answers
from .xss import CORPUS

OUR_SCRIPTS = "/static/js/"
# In SQLite and PostgreSQL a text cannot hold this sign, and the forms say so.
TYPED = [text for text in CORPUS if "\x00" not in text]


def foreign(page: str) -> list[str]:
    """Everything on a page that could run and is not ours."""
    found = []
    for one in html5lib.parse(page, namespaceHTMLElements=False).iter():
        if not isinstance(one.tag, str):
            continue
        if one.tag == "script" and not one.attrib.get("src", "").startswith(OUR_SCRIPTS):
            found += [] if one.attrib.get("type") == "application/ld+json" else [one.tag]
        if one.tag in ("iframe", "object", "embed", "base"):
            found.append(one.tag)
        for name, value in one.attrib.items():
            if name.startswith("on") or value.strip().lower().startswith(("javascript:", "data:")):
                found.append(f"{one.tag} {name}")
    return found


@pytest.fixture
def infected(logged_in, anna, bram) -> Practice:
    """One practice with the whole corpus in every text, and one comment for each."""
    everything = "\n\n".join(TYPED)
    texts = dict.fromkeys(("matter", "action", "result", "otherwise", "residents_view"), everything)
    form = answers(
        title=TYPED[0], topics="kwaad", residents="gevraagd", audience=Audience.MEMBERS, **texts
    )
    assert logged_in(anna).post("/ervaringen/delen/", form).status_code == 302
    practice = Practice.objects.get()
    # The form refuses this name; an older one may still have it.
    Topic.objects.filter(name="kwaad").update(name=TYPED[7])
    address = f"{practice.get_absolute_url()}reageren/"
    for typed in TYPED:
        logged_in(bram).post(address, {"text": typed, "token": str(uuid4())})
    return practice


def test_corpus_stays_text_on_every_page(logged_in, infected, anna, bram):
    assert Comment.objects.count() == len(TYPED)
    slug = infected.slug
    for person, addresses in {
        anna: (f"/ervaringen/{slug}/stand/", f"/ervaringen/{slug}/aanpassen/", "/mijn/berichten/"),
        bram: (
            "/ervaringen/",
            f"/ervaringen/{slug}/",
            f"/ervaringen/{slug}/geprobeerd/",
            f"/ervaringen/reacties/{Comment.objects.first().pk}/melden/",
            "/lessen/vaardigheden-en-grenzen/",
            "/zoeken/?q=alert",
        ),
    }.items():
        for address in addresses:
            page = logged_in(person).get(address)
            assert page.status_code in (200, 403), address
            assert foreign(page.text) == [], address


def test_corpus_stays_text_when_a_form_comes_back(logged_in, anna):
    client = logged_in(anna)
    for typed in TYPED:
        page = client.post("/ervaringen/delen/", answers(title=typed, matter=typed, lessons=[]))
        assert foreign(page.text) == [], typed


def test_filters_show_what_was_asked_as_text(content):
    for typed in CORPUS:
        query = dict.fromkeys(("soort", "les", "onderwerp", "omvang", "provincie", "na"), typed)
        page = Client().get("/ervaringen/", query)
        assert page.status_code == 200
        assert foreign(page.text) == []
