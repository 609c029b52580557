"""The screens: what everyone sees, signing up, arranging and confirming, and what nobody sees."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from members.intervision import planning, polling, rounds
from members.intervision.matchmaking import searching
from members.intervision.models import (
    Apart,
    Enrolment,
    Meeting,
    Method,
    Participant,
    PeerGroup,
    ProposedGroup,
    ProposedSeat,
    Round,
    RoundProposal,
)
from members.intervision.models.round import State
from tests.members import people
from tests.members.people import logged_in

from .conftest import new_member, search

CANARY = "kanariepiet in de burgemeesterskamer"


@pytest.fixture
def desk(els) -> Client:
    people.second_factor(els)
    return logged_in(els)


def answers(one: Round, **fields: str) -> dict[str, str]:
    return {f"date_{date.pk}": "ja" for date in one.dates.all()} | fields


def test_public_page_names_nobody(client, make_round, enrol, members, els):
    one = make_round()
    enrol(one, members[0])
    for address in ("/intervisie/", f"/intervisie/{one.slug}/", "/intervisie/werkvormen/"):
        page = client.get(address)
        assert page.status_code == 200
        assert els.name not in page.content.decode()
        assert members[0].name not in page.content.decode()


def test_chooser_proposes_a_method_with_its_reason(client, content):
    query = "?vraag=incident&kennen=1&mensen=6&minuten=90&hoe=online"
    page = client.get(f"/intervisie/werkvormen/{query}")
    assert page.context["advice"][0].method.slug == "incidentmethode"
    assert "Past bij iets wat echt gebeurd is." in page.content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_chooser_says_what_to_change_and_what_to_fill_in(client, content):
    start = "/intervisie/werkvormen/?vraag=role&kennen=1&hoe=online"
    page = client.get(f"{start}&mensen=2&minuten=90").content.decode()
    assert "Neem minstens" in page
    page = client.get(f"{start}&mensen=veel&minuten=").content.decode()
    assert "Vul een getal in, zoals 6." in page
    assert "Vul een getal in, zoals 90." in page


def test_members_see_who_hosts(make_round, members, els):
    one = make_round()
    page = logged_in(members[0]).get(f"/intervisie/{one.slug}/").content.decode()
    assert "Georganiseerd door" in page
    assert els.name in page


def test_signing_up_changing_and_withdrawing_by_form(make_round, members):
    one, client = make_round(days=(30, 37)), logged_in(members[0])
    address = f"/intervisie/{one.slug}/"
    form = answers(one, brings_case="on", sentence=CANARY, apart_1=f"{members[1].name} (Ermelo)")
    assert client.post(address, form).status_code == 302
    enrolment = Enrolment.objects.get(person=members[0])
    assert (enrolment.state, enrolment.sentence) == ("aangemeld", CANARY)
    assert Apart.objects.get().other == members[1]
    shown = client.get(address).content.decode()
    assert CANARY in shown
    assert "U doet mee" in shown
    assert client.post(address, answers(one)).status_code == 302
    enrolment.refresh_from_db()
    assert not enrolment.brings_case
    assert not Apart.objects.exists()
    assert client.post(f"{address}afmelden/").status_code == 302
    enrolment.refresh_from_db()
    assert enrolment.state == "teruggetrokken"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"brings_case": "on"}, "Schrijf in één zin op wat u inbrengt."),
        ({"sentence": "Iets"}, "Zet hier ook een vinkje."),
        ({"apart_2": "Niemand"}, "Kies een naam uit de lijst."),
        ({"sentence": "x" * 301, "brings_case": "on"}, "Hoogstens 300 tekens"),
    ],
)
def test_errors_say_what_to_do_and_keep_what_was_typed(make_round, members, fields, error):
    one = make_round()
    page = logged_in(members[0]).post(f"/intervisie/{one.slug}/", answers(one, **fields))
    text = page.content.decode()
    assert page.status_code == 200
    assert error in text
    assert all(value in text for value in fields.values())
    assert not Enrolment.objects.exists()


def test_forgotten_date_is_named(make_round, members):
    one = make_round()
    page = logged_in(members[0]).post(f"/intervisie/{one.slug}/", {})
    assert "Kies of u kunt op" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"suspended_on": timezone.localdate(), "suspension": "redactie"}, "staat stil"),
        ({"until": timezone.localdate() - timedelta(days=400)}, "U bent oud-lid"),
    ],
)
def test_page_says_why_not_and_what_to_do(make_round, members, change, told):
    one = make_round()
    members[0].memberships.update(**change)
    page = logged_in(members[0]).get(f"/intervisie/{one.slug}/").content.decode()
    assert told in page
    assert "Aanmelden voor deze ronde" not in page


def test_paused_member_is_told_how_to_end_the_pause(make_round, members):
    members[0].profile.paused_until = timezone.localdate()
    members[0].profile.save()
    page = logged_in(members[0]).get(f"/intervisie/{make_round().slug}/").content.decode()
    assert "Pauze aanpassen" in page


def test_round_is_made_opened_and_closed_at_its_screens(desk, content, now):
    day = timezone.localdate(now) + timedelta(days=40)
    until = timezone.localtime(now + timedelta(days=20)).strftime("%Y-%m-%dT%H:%M")
    form = {
        "title": "Nieuwe ronde",
        "method": Method.objects.get(slug="troika").pk,
        "smallest": "3",
        "ideal": "3",
        "largest": "3",
        "sign_up_until": until,
        "poll_days": "7",
        "destroy_after_days": "30",
        "dates-TOTAL_FORMS": "2",
        "dates-INITIAL_FORMS": "0",
        "dates-0-day": day.isoformat(),
        "dates-0-starts": "14:00",
        "dates-0-ends": "15:30",
    }
    answer = desk.post("/intervisie/organiseren/nieuw/", form)
    one = Round.objects.get(title="Nieuwe ronde")
    assert answer.url == f"/intervisie/organiseren/{one.pk}/"
    assert timezone.localtime(one.dates.get().starts_at).hour == 14
    desk.post(f"{answer.url}openzetten/")
    one.refresh_from_db()
    assert one.state == State.OPEN
    assert "14.00 – 15.30 uur" in desk.get(f"/intervisie/{one.slug}/").content.decode()
    desk.post(f"{answer.url}sluiten/")
    one.refresh_from_db()
    assert one.state == State.MATCHING


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"dates-0-starts": "15:00", "dates-0-ends": "14:00"}, "De eindtijd ligt na de begintijd."),
        ({"dates-0-ends": ""}, "Vul een dag in, en van hoe laat tot hoe laat."),
        ({"repeat_weeks": "8"}, "Vul beide in"),
        ({"smallest": "7"}, "kleinste, liefst en grootste staan in die volgorde"),
        ({"destroy_after_days": "120"}, "Bewaar hoogstens 90 dagen."),
    ],
)
def test_round_form_says_what_is_wrong(desk, content, now, fields, error):
    day = timezone.localdate(now) + timedelta(days=40)
    form = {
        "title": "Nieuwe ronde",
        "method": Method.objects.get(slug="incidentmethode").pk,
        "smallest": "4",
        "ideal": "6",
        "largest": "8",
        "sign_up_until": (now + timedelta(days=20)).strftime("%Y-%m-%dT%H:%M"),
        "poll_days": "7",
        "destroy_after_days": "30",
        "dates-TOTAL_FORMS": "1",
        "dates-INITIAL_FORMS": "0",
        "dates-0-day": day.isoformat(),
        "dates-0-starts": "14:00",
        "dates-0-ends": "15:30",
    }
    page = desk.post("/intervisie/organiseren/nieuw/", form | fields)
    assert page.status_code == 200
    assert error in page.content.decode()
    assert not Round.objects.exists()


def test_editor_swaps_moves_locks_and_confirms(desk, proposal):
    address = f"/intervisie/organiseren/{proposal.round_id}/groepen/"
    one, other = (row.seats.first() for row in ProposedGroup.objects.filter(proposal=proposal))
    act = {"act": "swap", "een": one.pk, "ander": other.pk, "versie": proposal.version}
    desk.post(f"{address}wijzigen/", act)
    swapped = ProposedSeat.objects.get(pk=one.pk).group
    assert swapped == other.group
    proposal.refresh_from_db()
    lock = {"act": "lock", "groep": swapped.pk, "vast": "ja", "versie": proposal.version}
    desk.post(f"{address}wijzigen/", lock)
    assert ProposedGroup.objects.get(pk=swapped.pk).is_locked
    proposal.refresh_from_db()
    move = {"act": "move", "een": one.pk, "naar": "", "versie": proposal.version}
    assert "staat vast" in desk.post(f"{address}wijzigen/", move, follow=True).content.decode()
    stale = act | {"versie": 1}
    page = desk.post(f"{address}wijzigen/", stale, follow=True).content.decode()
    assert "intussen veranderd" in page
    desk.post(f"{address}wijzigen/", lock | {"vast": "nee", "versie": proposal.version})
    proposal.refresh_from_db()
    desk.post(f"{address}wijzigen/", act | {"versie": proposal.version})
    assert ProposedSeat.objects.get(pk=one.pk).group != swapped
    proposal.refresh_from_db()
    desk.post(f"{address}bevestigen/", {"versie": proposal.version})
    assert PeerGroup.objects.count() == 2
    assert not RoundProposal.objects.exists()


def test_making_the_rest_again_keeps_locked_groups(desk, proposal, els, now):
    row = ProposedGroup.objects.filter(proposal=proposal).first()
    row.is_locked = True
    row.save()
    before = set(row.seats.values_list("enrolment", flat=True))
    desk.post(f"/intervisie/organiseren/{proposal.round_id}/groepen/maken/")
    assert searching.search(proposal.pk)
    assert set(ProposedSeat.objects.filter(group=row).values_list("enrolment", flat=True)) == before
    assert ProposedSeat.objects.filter(proposal=proposal, group__isnull=False).count() == 12


def test_search_that_died_is_taken_up_again(proposal, now):
    dead = now - searching.DEAD_AFTER - timedelta(seconds=1)
    RoundProposal.objects.update(state="bezig", started_at=dead, beat_at=dead)
    assert searching.advance(now=now) == 1
    proposal.refresh_from_db()
    assert proposal.state == "klaar"
    assert searching.advance(now=now) == 0


def test_progress_is_shown_and_the_page_comes_back_by_itself(desk, proposal, now):
    RoundProposal.objects.update(state="bezig", beat_at=now, cost=77)
    page = desk.get(f"/intervisie/organiseren/{proposal.round_id}/groepen/")
    assert page.headers["Refresh"] == "3"
    assert "77 minpunten" in page.content.decode()


def test_no_screen_shows_a_private_wish(desk, make_round, enrol, members, els, now):
    """The same round with and without a wish: no text of the editor differs in kind."""
    one = make_round()
    for person in members[:5]:
        enrol(one, person, brings_case=True)
    Apart.objects.create(person=members[0], other=members[1], made_at=now)
    search(one, els, now)
    page = desk.get(f"/intervisie/organiseren/{one.pk}/groepen/").content.decode().lower()
    overview = desk.get(f"/intervisie/organiseren/{one.pk}/").content.decode().lower()
    for text in (page, overview):
        assert "liever" not in text
        assert "wens" not in text


def test_sentence_leaves_no_trace_outside(
    desk, make_round, enrol, members, els, now, mailoutbox, caplog
):
    one = make_round(days=(30, 37))
    for person in members:
        enrol(one, person, brings_case=True, sentence=CANARY, access_needs=CANARY)
    search(one, els, now)
    pages = [
        "/intervisie/",
        f"/intervisie/{one.slug}/",
        "/intervisie/organiseren/",
        f"/intervisie/organiseren/{one.pk}/",
        f"/intervisie/organiseren/{one.pk}/groepen/",
        "/mijn/",
        "/zoeken/?q=kanariepiet",
    ]
    assert all(CANARY not in desk.get(page).content.decode() for page in pages)
    proposal = RoundProposal.objects.get(round=one)
    desk.post(f"/intervisie/organiseren/{one.pk}/groepen/bevestigen/", {"versie": proposal.version})
    assert PeerGroup.objects.exists()
    assert all(CANARY not in str(message.message()) for message in mailoutbox)
    assert all(one.title not in str(message.message()) for message in mailoutbox)
    assert CANARY not in caplog.text
    assert all(CANARY not in f"{row.label}{row.data}" for row in ModelLogEntry.objects.all())
    other = logged_in(members[1])
    group = Participant.objects.get(person=members[1]).group
    assert CANARY not in other.get(group.get_absolute_url()).content.decode()


def test_group_votes_on_its_screen_and_outsiders_find_nothing(confirmed, members, desk, now):
    seat = Participant.objects.filter(group__round=confirmed).order_by("pk").first()
    address = seat.group.get_absolute_url()
    client = logged_in(seat.person)
    options = polling.standing_options(seat.group)
    page = client.get(address).content.decode()
    assert all(one.person.name in page for one in seat.group.participants.all())
    assert "Waarom deze groep" in page
    client.post(address, {f"date_{option.pk}": "als het moet" for option in options})
    assert seat.date_votes.filter(answer="als het moet").count() == len(options)
    outsider = Participant.objects.exclude(group=seat.group).first().person
    for stranger in (logged_in(outsider), desk):
        missing = stranger.get("/intervisie/groep/bestaat-niet/afspraak/")
        found = stranger.get(address)
        assert (found.status_code, missing.status_code) == (404, 404)
        assert found.headers.keys() == missing.headers.keys()


def test_place_that_comes_later_reaches_the_meetings(confirmed, desk, now):
    for group in PeerGroup.objects.filter(round=confirmed):
        for seat in group.participants.all():
            options = polling.standing_options(group)
            polling.vote(seat, dict.fromkeys([one.pk for one in options], "ja"), now=now)
    address = f"/intervisie/organiseren/{confirmed.pk}/wijzigen/"
    form = {"title": confirmed.title, "place": "https://vergaderen.example/x"}
    assert desk.post(address, form).status_code == 302
    seat = Participant.objects.filter(group__round=confirmed).first()
    page = logged_in(seat.person).get(seat.group.get_absolute_url()).content.decode()
    assert "https://vergaderen.example/x" in page


def test_date_that_is_proposed_wrongly_is_explained_and_kept(confirmed):
    seat = Participant.objects.filter(group__round=confirmed).first()
    address = f"{seat.group.get_absolute_url()}datum/"
    client = logged_in(seat.person)
    page = client.post(address, {"day": "2031-01-06", "starts": "15:00", "ends": "14:00"})
    assert "De eindtijd ligt na de begintijd." in page.content.decode()
    assert "2031-01-06" in page.content.decode()
    assert "Vul een dag in." in client.post(address, {}).content.decode()
    good = {"day": "2031-01-06", "starts": "14:00", "ends": "15:00"}
    assert client.post(address, good).status_code == 302
    assert polling.standing_options(seat.group).count() == 3


def test_leaving_closes_the_screen_at_once(confirmed, members):
    seat = Participant.objects.filter(group__round=confirmed).first()
    client, address = logged_in(seat.person), seat.group.get_absolute_url()
    assert client.post(f"{address}verlaten/").status_code == 302
    assert client.get(address).status_code == 404


def test_mine_tells_the_next_step(make_round, enrol, members, desk, els, now):
    one = make_round()
    enrol(one, members[0])
    assert (
        "U doet mee met een intervisieronde" in logged_in(members[0]).get("/mijn/").content.decode()
    )
    search(one, els, now)
    assert "Maak de groepen van" in desk.get("/mijn/").content.decode()


def test_desk_menu_leads_to_rounds(els, content):
    page = people.at_desk(els).get("/redactie/").content.decode()
    assert "/intervisie/organiseren/" in page
    assert "Werkvormen" in page


def test_editor_changes_a_method_and_its_minutes_follow(els, content):
    client = people.at_desk(els)
    method = Method.objects.get(slug="troika")
    address = f"/redactie/snippets/intervision/method/edit/{method.pk}/"
    page = client.get(address)
    assert page.status_code == 200
    names = re.findall(r'name="(steps-\d+-minutes)"', page.content.decode())
    assert len(names) >= method.steps.count()


def queries_of(client, address, django_assert_max_num_queries, most: int) -> None:
    client.get(address)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


def test_queries_do_not_grow_with_people(
    desk, make_round, enrol, places, els, now, django_assert_max_num_queries
):
    one = make_round(days=(30, 37, 44))
    for number in range(30):
        enrol(one, new_member(number, places[number % len(places)]), brings_case=True)
    client = logged_in(Enrolment.objects.first().person)
    queries_of(client, f"/intervisie/{one.slug}/", django_assert_max_num_queries, 30)
    queries_of(desk, f"/intervisie/organiseren/{one.pk}/", django_assert_max_num_queries, 25)
    search(one, els, now)
    queries_of(
        desk, f"/intervisie/organiseren/{one.pk}/groepen/", django_assert_max_num_queries, 25
    )
    queries_of(Client(), "/intervisie/", django_assert_max_num_queries, 12)


@pytest.mark.parametrize(
    "act", ["verlaten/", "datum/{date}/vervallen/", "afzeggen/"], ids=["leave", "date", "call off"]
)
def test_what_cannot_be_undone_is_asked_before_it_is_done(confirmed, act, now):
    group = PeerGroup.objects.filter(round=confirmed).first()
    option = polling.standing_options(group).first()
    seat = group.participants.get(is_facilitator=True)
    planning.plan(group, starts_at=option.starts_at, ends_at=option.ends_at, now=now)
    group.poll_until = now + timedelta(days=3)
    group.save()
    client = logged_in(seat.person)
    here = group.get_absolute_url()
    path = f"{here}{act.format(date=option.pk)}"
    page = client.get(here).content.decode()
    assert f'href="{path}"' in page
    assert f'action="{path}"' not in page
    before = (
        Participant.objects.current().filter(group=group).count(),
        polling.standing_options(group).count(),
    )
    asked = client.get(path).content.decode()
    assert "Toch niet" in asked
    assert (
        Participant.objects.current().filter(group=group).count(),
        polling.standing_options(group).count(),
    ) == before
    assert Meeting.objects.filter(cancelled_at__isnull=True).exists()
    assert client.post(path).status_code == 302


def test_second_editor_is_told_and_keeps_what_was_typed(desk, make_round, els, now):
    one = make_round(is_open=False, place="Heusden", intro="Eerst")
    address = f"/intervisie/organiseren/{one.pk}/wijzigen/"
    page = desk.get(address)
    seen = page.context["seen"]
    form = {
        **{
            name: value for name, value in page.context["form"].initial.items() if value is not None
        },
        **{
            "dates-TOTAL_FORMS": 0,
            "dates-INITIAL_FORMS": 0,
            "lessons": [],
            "method": one.method_id,
        },
        **{"sign_up_until": "2031-01-06T18:00", "title": "Mijn titel", "seen": seen},
    }
    assert f'name="seen" value="{seen}"' in page.content.decode()
    colleague = Round.objects.get(pk=one.pk)
    colleague.intro = "Van een collega"
    rounds.edit(colleague, seen=seen, by=els)
    page = desk.post(address, form)
    text = page.content.decode()
    assert "Deze ronde veranderde terwijl u bezig was" in text
    assert 'value="Mijn titel"' in text
    assert "<dd>Van een collega</dd>" in text
    assert ("Titel", one.title) in page.context["theirs"]
    assert "Plaats of link" not in dict(page.context["theirs"])
    one.refresh_from_db()
    assert (one.title, one.intro) == ("Samen sterker", "Van een collega")
    again = desk.post(address, form | {"seen": page.context["seen"]})
    assert again.status_code == 302
    one.refresh_from_db()
    assert (one.title, one.intro) == ("Mijn titel", "Eerst")


def test_members_are_looked_up_once_for_the_form(make_round, enrol, members):
    one = make_round()
    enrol(one, members[0], apart=[members[1]])
    client = logged_in(members[0])
    client.get(one.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        page = client.get(one.get_absolute_url())
    assert page.context["form"]["apart_1"].value().startswith(members[1].name)
    # Every member, with their municipality, by name.
    everybody = [one for one in queries if 'ORDER BY "people_user"."name"' in one["sql"]]
    assert len(everybody) == 1
