"""The corpus of the forms, opened in Chromium: nothing of it runs, with the policy and without it.

A dialog, a flag on the window and a report of the policy would each show that something did.
"""

import json
import os
import subprocess
import sys

import pytest
from playwright.sync_api import Page, Route, expect

from ..members.practices.xss import CORPUS
from .server import ROOT, url_of
from .test_practices import base_url, practices_site, visit  # noqa: F401 - fixtures

# Each example calls alert(1); alert is made to tell on it, before anything of the page runs.
WATCH = """
window.ran = [];
window.alert = window.confirm = window.prompt = (what) => window.ran.push(String(what));
document.addEventListener("securitypolicyviolation", (event) => {
  window.ran.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""
POKE = """
() => {
  for (const link of document.querySelectorAll("main a[href]")) {
    if (!/^(https?|mailto):$/.test(link.protocol)) window.ran.push(link.href);
  }
  for (const one of document.querySelectorAll("main *"))
    for (const name of ["mouseover", "focus", "toggle", "load", "error"])
      one.dispatchEvent(new Event(name));
  return window.ran;
}
"""
TYPED = [text for text in CORPUS if "\\x00" not in text and "\x00" not in text]
FILL = """
import json, sys
from uuid import uuid4
from django.utils import timezone
from lessons.models import ExamplePage, LessonPage, Topic
from lessons.municipalities.models import Municipality
from members.people.models import User
from members.practices import promotion, review, trials
from members.practices.sharing import submission
from members.practices.comments import comments
from members.practices.models import Comment, Practice
typed = json.loads(sys.stdin.read())
anna, bram, els = (User.objects.get(name=name) for name in ("Anna", "Bram", "Els"))
everything, now = "\\n\\n".join(typed), timezone.now()
made = submission.submit(token=uuid4(), by=anna, now=now, content=submission.Content(
    kind="vraag", title=typed[0], matter=everything, action=everything, result=everything,
    otherwise=everything, residents="gevraagd", residents_view=everything, audience="openbaar",
    municipality=Municipality.objects.get(name="Heusden"), topics=["kwaad"],
    lessons=list(LessonPage.objects.filter(number__lte=2))))
Topic.objects.filter(name="kwaad").update(name=typed[7])
review.ask_changes(review.waiting().get().pk, everything, by=els, now=now)
made = submission.submit(token=uuid4(), by=anna, now=now, practice=made, content=submission.Content(
    kind="wat-werkte", title=typed[5], matter=everything, action=everything, result=everything,
    otherwise=everything, residents="gevraagd", residents_view=everything, audience="openbaar",
    municipality=Municipality.objects.get(name="Heusden"), topics=[typed[7]],
    lessons=list(LessonPage.objects.filter(number__lte=2))))
review.approve(review.waiting().get().pk, by=els, now=now, comment=everything)
for text in typed:
    said = comments.comment(made, text, token=uuid4(), by=bram, now=now)
comments.report(made, said, everything[:1000], by=anna, now=now)
place = bram.memberships.get().municipality
told = trials.Outcome(place, now.date(), "werkte", "gevraagd", everything[:2000], everything[:2000])
trials.tell(made, told, by=bram, now=now)
example = promotion.promote(made, by=els, now=now)
promotion.object_to(made.promotion, everything[:2000], by=anna)
waiting = submission.submit(token=uuid4(), by=anna, now=now, content=submission.Content(
    kind="vraag", title=typed[9], matter=everything, audience="openbaar",
    municipality=Municipality.objects.get(name="Heusden"),
    lessons=[LessonPage.objects.get(number=1)]))
print("made", made.slug, said.pk, made.pk, review.waiting().get().pk, example.pk)
"""


@pytest.fixture(scope="module")
def infected(practices_site) -> dict[str, str]:  # noqa: F811
    """The corpus in every text that people write, on the site that Chromium visits."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "gideonsbende.settings.dev",
        "DATABASE_URL": url_of(practices_site.database),
        "DATA_DIR": practices_site.data,
    }
    made = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", FILL],
        cwd=ROOT,
        env=environment,
        check=True,
        input=json.dumps(TYPED),
        stdout=subprocess.PIPE,
        text=True,
    )
    words = next(line for line in made.stdout.splitlines() if line.startswith("made ")).split()
    return dict(zip(("slug", "comment", "practice", "task", "example"), words[1:], strict=True))


READ = {
    "": ("/ervaringen/", "/ervaringen/{slug}/", "/zoeken/?q=alert", "/feeds/ervaringen.atom"),
    "Bram": (
        "/ervaringen/",
        "/ervaringen/{slug}/",
        "/ervaringen/{slug}/geprobeerd/",
        "/ervaringen/{slug}/melden/",
        "/ervaringen/reacties/{comment}/melden/",
        "/ervaringen/reacties/{comment}/aanpassen/",
        "/lessen/vaardigheden-en-grenzen/",
        "/mijn/berichten/",
    ),
    "Anna": (
        "/mijn/",
        "/ervaringen/van-mij/",
        "/ervaringen/{slug}/stand/",
        "/ervaringen/{slug}/aanpassen/",
        "/ervaringen/{slug}/voorbeeld/",
    ),
    "Els": (
        "/redactie/ervaringen/",
        "/redactie/ervaringen/{task}/",
        "/redactie/ervaringen/{practice}/voorbeeld/",
        "/redactie/meldingen/",
        "/redactie/meldingen/reactie/{comment}/",
        "/redactie/snippets/practices/practice/",
        "/redactie/snippets/practices/practice/edit/{practice}/",
        "/redactie/pages/{example}/edit/",
    ),
}


def watched(page: Page, *, policy: bool) -> Page:
    """Dialogs, flags and reports end in ``window.ran``; without the policy only escaping helps."""
    page.add_init_script(WATCH)

    def without_policy(route: Route) -> None:
        answer = route.fetch()
        headers = {
            name: value
            for name, value in answer.headers.items()
            if name != "content-security-policy"
        }
        route.fulfill(response=answer, headers=headers)

    if not policy:
        page.route(lambda url: "/static/" not in url, without_policy)
    return page


@pytest.mark.parametrize("policy", [True, False], ids=["with_policy", "without_policy"])
@pytest.mark.parametrize("person", READ)
def test_nothing_of_the_corpus_runs(visit, infected, person, policy):  # noqa: F811
    page = watched(visit(person), policy=policy)
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    for path in READ[person]:
        address = path.format(**infected)
        answer = page.goto(address, wait_until="load")
        assert answer is not None
        assert answer.status == 200, address
        if not address.endswith(".atom"):
            ran += [f"{address}: {one}" for one in page.evaluate(POKE)]
    assert ran == []


def test_watching_would_notice(visit):  # noqa: F811
    """A script that does run is seen: in the page, by the policy, and without it."""
    for policy, seen in ((True, "script-src"), (False, "1")):
        page = watched(visit(), policy=policy)
        page.goto("/ervaringen/")
        page.evaluate("""() => {
            const image = document.createElement("div");
            document.querySelector("main").append(image);
            image.innerHTML = '<img src=x: onerror="alert(1)">';
        }""")
        page.wait_for_function("seen => window.ran.some(one => one.includes(seen))", arg=seen)


@pytest.mark.parametrize("policy", [True, False], ids=["with_policy", "without_policy"])
def test_nothing_runs_in_a_form_that_comes_back(visit, infected, policy):  # noqa: F811
    page = watched(visit("Bram"), policy=policy)
    page.goto("/ervaringen/delen/")
    for label in ("Titel", "Wat was er aan de hand?", "Wat deed u?", "Wat zeiden zij?"):
        page.get_by_label(label).fill("\n".join(TYPED) if label != "Titel" else TYPED[6])
    page.get_by_label("Onderwerpen").fill(TYPED[7])
    page.get_by_label("Medeschrijver").fill(TYPED[8])
    page.get_by_role("button", name="Insturen").click()
    expect(page.locator(".gb-error-summary")).to_be_visible()
    assert page.evaluate(POKE) == []


def test_rich_text_of_the_desk_is_cleaned_when_it_is_posted(visit, infected):  # noqa: F811
    """What an editor's browser sends is not what the editor typed: a post made by hand."""
    els = visit("Els")
    address = f"/redactie/pages/{infected['example']}/edit/"
    els.goto(address)
    bad = {
        "blocks": [
            {
                "key": f"k{number}",
                "text": text,
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 0, "length": 4, "key": number}],
            }
            for number, text in enumerate(TYPED)
        ],
        "entityMap": {
            str(number): {
                "type": "LINK",
                "mutability": "MUTABLE",
                "data": {"url": "javascript:alert(1)", "href": text},
            }
            for number, text in enumerate(TYPED)
        },
    }
    status = els.evaluate(
        """async ([address, bad]) => {
            const form = document.querySelector("#page-edit-form");
            const body = new FormData(form);
            for (const name of [...body.keys()])
                if (String(body.get(name)).includes('"entityMap"')) body.set(name, bad);
            body.delete("action-publish");
            const answer = await fetch(address, { method: "POST", body });
            return answer.status;
        }""",
        [address, json.dumps(bad)],
    )
    assert status == 200
    anna = watched(visit("Anna"), policy=False)
    anna.goto(f"/ervaringen/{infected['slug']}/voorbeeld/")
    anna.wait_for_load_state("load")
    assert "onerror" in anna.content()
    assert anna.evaluate(POKE) == []
