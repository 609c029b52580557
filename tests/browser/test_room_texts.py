"""A text that someone types in the room is kept, or stays on the screen and says that it is not."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from .test_room import Served, served

__all__ = ["served"]

REMARK = "Dat herken ik uit mijn eigen gemeente"
# One move in the room, and the words of somebody else, as if from another browser.
BEFORE = """
from django.utils import timezone
from members.intervision.models import ContributionKind, Participant, Sitting
from members.intervision.room import meetings, contributions
from members.intervision.rules.meeting import Move
from members.intervision.rules.methods import Pace
now = timezone.now()
sitting = Sitting.objects.select_related("group").get(is_trial=False)
anna, bram = (Participant.objects.get(person__name=name) for name in ("Anna", "Bram"))
"""


@pytest.fixture
def page(browser, served: Served) -> Iterator[Page]:
    """Bram in the room."""
    context = browser.new_context(base_url=served.address, locale="nl-NL")
    cookie = {"name": "sessionid", "value": served.cookies["Bram"], "url": served.address}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(served.room)
    promise = page.get_by_label("Dit beloof ik mijn groep")
    if promise.is_visible():
        promise.check()
        page.get_by_role("button", name="Naar binnen gaan").click()
    yield page
    context.close()


def test_remark_is_never_thrown_away_in_silence(page: Page, served: Served):
    def happens(what: str) -> None:
        served.shell(f"{BEFORE}{what}")

    trouble = page.locator("[data-trouble]")
    happens("meetings.play(sitting, Move.BEGIN, by=anna, now=now, pace=Pace.SLOW)")
    remark = page.get_by_label("Uw bijdrage")
    remark.fill(REMARK)
    remark.blur()
    happens("contributions.remark(sitting, 'Iets van Anna', by=anna, now=now)")
    expect(page.locator("[data-room]")).to_contain_text("Iets van Anna")
    expect(remark).to_have_value(REMARK)

    # Left alone for too long: only what is kept is said to be kept.
    page.route("**/stand/**", lambda route: route.fulfill(status=403))
    expect(trouble).to_contain_text("Kopieer eerst uw tekst: die is niet bewaard.")
    page.unroute("**/stand/**")
    page.reload()
    expect(page.get_by_label("Uw bijdrage")).to_have_value("")

    # Two tabs: the way out is a button that is there.
    happens("meetings.play(sitting, Move.TAKE_NOTES, by=bram, now=now)")
    note = page.get_by_label("Uw aantekening bij deze stap")
    with page.expect_response("**/bewaren/"):
        note.fill("Uit deze tab")
    told = "kind=ContributionKind.NOTE, step=0, version=1, by=bram, now=now"
    happens(f"contributions.keep(sitting, 'Uit een andere tab', {told})")
    with page.expect_response("**/bewaren/"):
        note.fill("Uit deze tab, en verder")
    expect(page.locator("#notities [data-kept]")).to_contain_text("Kies ‘Laten lezen’")
    page.reload()

    # Steps, and then the meeting, are over while someone types.
    remark.fill(REMARK)
    happens("meetings.play(sitting, Move.GO_ON, by=anna, now=now)")
    expect(page.locator("[data-room]")).to_contain_text("stap 2 van 8")
    expect(remark).to_have_value(REMARK)
    happens("meetings.play(sitting, Move.GO_ON, by=anna, now=now)")
    expect(page.get_by_label("Dit schreef u")).to_have_value(REMARK)
    happens("meetings.play(sitting, Move.END, by=anna, now=now)")
    expect(trouble).to_contain_text("De bijeenkomst is afgelopen. Kopieer eerst uw tekst")
    expect(page.get_by_label("Dit schreef u")).to_have_value(REMARK)
