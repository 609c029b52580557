"""Bruidsschat: from the leaving secretary to the next one, and to nobody else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from lessons.municipalities.models import Municipality
from members.people import application_review, memberships, mergers
from members.people.models import User
from members.privacy.handover import handovers
from members.privacy.handover.successors import offered_to, successor_of
from members.privacy.models import Handover, HandoverPractice
from tests.people import application, at_desk, logged_in, member

LETTER = "Begin bij de bode. Die weet alles."
DAY = timedelta(days=1)


def today():
    return timezone.localdate()


@pytest.fixture
def given(anna) -> Handover:
    """Anna's last day was yesterday, and her letter lies ready."""
    membership = anna.memberships.get()
    handovers.leave(membership, on=today() - DAY, reason="met pensioen", by=anna)
    return give(anna, LETTER)


def give(person: User, letter: str, practices=()) -> Handover:
    membership = person.memberships.get()
    return handovers.give(
        membership,
        role=membership.role,
        letter=letter,
        items={"practices": practices},
        by=person,
        now=timezone.now(),
    )


@pytest.fixture
def daan(db, heusden) -> User:
    """Will be Anna's successor."""
    return User.objects.create_user("daan@example.org", "Daan")


def succeed(person: User, place: Municipality, **fields):
    return member(person, place, **{"start": today()} | fields)


def see(handover: Handover) -> str:
    return f"/mijn/bruidsschat/{handover.pk}/"


# --- To whom ----------------------------------------------------------------------------------


def test_it_waits_while_nobody_was_approved(given):
    assert successor_of(given, today=today()) is None


def test_approved_successor_is_offered_it_and_hears_so_without_content(given, daan, els, heusden):
    mail.outbox.clear()
    asked = application(daan, heusden, since=today())
    handovers.advance(now=timezone.now())
    assert mail.outbox == []
    application_review.approve(asked, by=els, now=timezone.now())
    mail.outbox.clear()
    assert handovers.advance(now=timezone.now()) == 1
    [message] = mail.outbox
    assert message.to == ["daan@example.org"]
    assert message.subject == "Er staat iets voor u klaar"
    for word in ("Anna", "Heusden", "bode", "ruidsschat"):
        assert word not in message.subject + message.body
    page = logged_in(daan).get("/mijn/").content.decode()
    assert "Uw voorganger liet iets voor u achter" in page
    assert "bode" not in page


def test_successor_is_told_once(given, daan, heusden):
    succeed(daan, heusden)
    now = timezone.now()
    assert [handovers.advance(now=now) for _ in range(2)] == [1, 0]


def test_nobody_but_the_successor_gets_it(given, anna, bram, daan, chris, els, heusden):
    succeed(daan, heusden)
    for person in (anna, bram, chris):
        for method in ("get", "post"):
            assert getattr(logged_in(person), method)(see(given)).status_code == 404
    assert at_desk(els).get(see(given)).status_code == 404
    assert Client().get(see(given)).status_code == 302
    given.refresh_from_db()
    assert not given.is_opened


def test_somebody_in_another_role_is_no_successor(given, daan, heusden):
    succeed(daan, heusden, role="loco-secretaris")
    assert successor_of(given, today=today()) is None


def test_colleague_in_the_same_role_from_before_is_no_successor(given, daan, heusden):
    succeed(daan, heusden, start=today() - 300 * DAY)
    assert successor_of(given, today=today()) is None


def test_of_two_new_ones_the_first_gets_it(given, daan, chris, heusden):
    succeed(chris, heusden, start=today() - 5 * DAY)
    succeed(daan, heusden)
    assert offered_to(chris, today=today()) == [given]
    assert offered_to(daan, today=today()) == []


def test_suspended_successor_gets_nothing(given, daan, heusden):
    succeed(daan, heusden, suspended_on=today(), suspension="redactie")
    assert logged_in(daan).get(see(given)).status_code == 404


def test_successor_who_left_unopened_makes_room_for_the_next(given, daan, chris, heusden):
    post = succeed(daan, heusden)
    handovers.advance(now=timezone.now())
    memberships.end(post, on=today() - DAY, reason="redactie", by=None)
    # A membership never ends before it starts, so the day itself is still theirs.
    tomorrow = today() + DAY
    succeed(chris, heusden, start=tomorrow)
    mail.outbox.clear()
    assert handovers.advance(now=timezone.now() + DAY) == 1
    assert mail.outbox[0].to == [chris.email]


def test_merger_carries_it_to_the_heir(given, daan, bram, heusden, ermelo):
    Municipality.objects.filter(pk=heusden.pk).update(
        valid_to=today(), end_confirmed=True, successor=ermelo
    )
    mergers.advance(now=timezone.now())
    assert offered_to(bram, today=today()) == [given]
    assert logged_in(bram).get(see(given)).status_code == 200


def test_merger_after_merger_still_finds_the_heir(given, daan, heusden, ermelo):
    last = Municipality.objects.exclude(pk__in=[heusden.pk, ermelo.pk]).first()
    ended = {"valid_to": today(), "end_confirmed": True}
    Municipality.objects.filter(pk=heusden.pk).update(successor=ermelo, **ended)
    Municipality.objects.filter(pk=ermelo.pk).update(successor=last, **ended)
    succeed(daan, last)
    assert offered_to(daan, today=today()) == [given]


def test_planned_merger_changes_nothing_yet(given, bram, heusden, ermelo):
    Municipality.objects.filter(pk=heusden.pk).update(
        valid_to=today(), end_confirmed=False, successor=ermelo
    )
    assert offered_to(bram, today=today()) == []


# --- Opening ----------------------------------------------------------------------------------


def test_successor_opens_it_and_keeps_it(given, daan, heusden):
    succeed(daan, heusden)
    client = logged_in(daan)
    assert LETTER not in client.get(see(given)).content.decode()
    page = client.post(see(given), follow=True).content.decode()
    assert LETTER in page
    given.refresh_from_db()
    assert given.opened_by == daan
    assert LETTER in client.get(see(given)).content.decode()


def test_reading_alone_opens_nothing(given, daan, heusden):
    succeed(daan, heusden)
    logged_in(daan).get(see(given))
    given.refresh_from_db()
    assert not given.is_opened


def test_two_clicks_open_it_once(given, daan, heusden):
    succeed(daan, heusden)
    now = timezone.now()
    assert [handovers.open_(given, by=daan, now=now) for _ in range(2)] == [True, False]


def test_what_was_opened_stays_with_who_opened_it(given, daan, chris, heusden):
    succeed(daan, heusden)
    handovers.open_(given, by=daan, now=timezone.now())
    daan.memberships.update(start=today() - 9 * DAY, until=today() - DAY)
    succeed(chris, heusden)
    assert logged_in(chris).get(see(given)).status_code == 404
    assert logged_in(daan).get(see(given)).status_code == 200


def test_practices_go_along_and_pseudonyms_never_do(anna, daan, heusden, share):
    chosen = share(by=anna, title="Neem mee")
    share(by=anna, title="Liever niet", kind="wat-niet-lukte", under_pseudonym=True)
    handovers.leave(anna.memberships.get(), on=today(), reason="opgezegd", by=anna)
    form = logged_in(anna).get(f"/mijn/vertrek/{anna.memberships.get().pk}/bruidsschat/")
    assert "Neem mee" in form.content.decode()
    assert "Liever niet" not in form.content.decode()
    handover = give(anna, "", practices=[chosen])
    succeed(daan, heusden)
    page = logged_in(daan).post(see(handover), follow=True).content.decode()
    assert "Neem mee" in page


# --- The giver --------------------------------------------------------------------------------


def test_member_says_when_the_last_day_is_and_goes_on_to_the_bruidsschat(anna):
    pk = anna.memberships.get().pk
    client = logged_in(anna)
    last = (today() + 30 * DAY).strftime("%d-%m-%Y")
    answer = client.post(f"/mijn/vertrek/{pk}/", {"on": last, "reason": "nieuwe functie"})
    assert answer["Location"] == f"/mijn/vertrek/{pk}/bruidsschat/"
    assert anna.memberships.get().until == today() + 30 * DAY
    assert "Geef uw opvolger iets mee" in client.get("/mijn/").content.decode()


def test_membership_is_cancelled_in_plain_words(anna):
    client, pk = logged_in(anna), anna.memberships.get().pk
    assert "Lidmaatschap opzeggen" in client.get("/mijn/").content.decode()
    address = f"/mijn/vertrek/{pk}/?reden=opzeggen"
    assert address in client.get("/mijn/vertrek/").content.decode()
    page = client.get(address).content.decode()
    assert '<option value="opgezegd" selected>' in page
    assert "nog een jaar lid" not in page
    last = {"on": today().strftime("%d-%m-%Y"), "reason": "opgezegd"}
    answer = client.post(address, last, follow=True).content.decode()
    assert "U hebt opgezegd. U bent lid tot en met" in answer


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"on": "", "reason": "opgezegd"}, "Vul uw laatste dag in."),
        ({"on": "morgen", "reason": "opgezegd"}, "bijvoorbeeld 31-12-2026"),
        ({"on": "1-1-1999", "reason": "opgezegd"}, "Kies een latere dag."),
        ({"on": "1-1-2199", "reason": "opgezegd"}, "in de komende twee jaar"),
        ({"on": "1-12-2026", "reason": ""}, "Kies een reden."),
    ],
)
def test_wrong_last_day_says_what_to_do(anna, typed, error):
    answer = logged_in(anna).post(f"/mijn/vertrek/{anna.memberships.get().pk}/", typed)
    assert error in answer.content.decode()
    assert anna.memberships.get().until is None


def test_giver_changes_it_until_it_is_opened(given, anna, daan, heusden):
    client = logged_in(anna)
    screen = f"/mijn/vertrek/{anna.memberships.get().pk}/bruidsschat/"
    assert LETTER in client.get(screen).content.decode()
    client.post(screen, {"letter": "Toch anders.", "role": "gemeentesecretaris"})
    given.refresh_from_db()
    assert given.letter == "Toch anders."
    succeed(daan, heusden)
    handovers.open_(given, by=daan, now=timezone.now())
    assert "opvolger heeft uw bruidsschat geopend" in client.get(screen).content.decode()
    with pytest.raises(handovers.AlreadyOpenedError):
        give(anna, "Te laat.")


def test_letter_that_is_too_long_is_kept_in_the_form(given, anna):
    screen = f"/mijn/vertrek/{anna.memberships.get().pk}/bruidsschat/"
    long = "woord " * 2_000
    answer = logged_in(anna).post(screen, {"letter": long, "role": "gemeentesecretaris"})
    page = answer.content.decode()
    assert "Maak uw brief korter" in page
    assert long.strip() in page


def test_giver_withdraws_it(given, anna, daan, heusden):
    succeed(daan, heusden)
    membership = anna.memberships.get()
    logged_in(anna).post(f"/mijn/vertrek/{membership.pk}/bruidsschat/intrekken/")
    assert not Handover.objects.exists()
    assert logged_in(daan).get(see(given)).status_code == 404


def test_giver_cannot_withdraw_what_was_opened(given, anna, daan, heusden):
    succeed(daan, heusden)
    handovers.open_(given, by=daan, now=timezone.now())
    membership = anna.memberships.get()
    logged_in(anna).post(f"/mijn/vertrek/{membership.pk}/bruidsschat/intrekken/")
    assert Handover.objects.filter(pk=given.pk).exists()


def test_giving_nothing_is_an_answer_and_is_offered_to_nobody(anna, daan, heusden):
    handovers.leave(anna.memberships.get(), on=today(), reason="opgezegd", by=anna)
    client = logged_in(anna)
    screen = f"/mijn/vertrek/{anna.memberships.get().pk}/bruidsschat/"
    client.post(screen, {"letter": "", "role": "gemeentesecretaris"})
    assert Handover.objects.get().nothing
    assert "Geef uw opvolger iets mee" not in client.get("/mijn/").content.decode()
    succeed(daan, heusden)
    assert offered_to(daan, today=today()) == []


def test_others_cannot_give_in_ones_name(anna, bram):
    handovers.leave(anna.memberships.get(), on=today(), reason="opgezegd", by=anna)
    pk = anna.memberships.get().pk
    for screen in (f"/mijn/vertrek/{pk}/", f"/mijn/vertrek/{pk}/bruidsschat/"):
        assert logged_in(bram).get(screen).status_code == 404


# --- At rest ----------------------------------------------------------------------------------


def test_letter_lies_sealed_in_the_database(given):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_letter FROM privacy_handover")
        [(stored,)] = cursor.fetchall()
    assert "bode" not in stored
    assert Handover.objects.get().letter == LETTER


def test_letter_moves_to_a_new_key(given, settings):
    from cryptography.fernet import Fernet

    new = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]
    call_command("rotate_keys", verbosity=0)
    settings.FIELD_KEYS = [new]
    assert Handover.objects.get().letter == LETTER


def test_trail_says_who_and_never_what(given, daan, heusden):
    from wagtail.models import ModelLogEntry

    succeed(daan, heusden)
    handovers.open_(given, by=daan, now=timezone.now())
    entries = ModelLogEntry.objects.filter(action__startswith="privacy.handover")
    assert {entry.action.rpartition(".")[2] for entry in entries} == {"give", "open"}
    assert all("bode" not in f"{entry.label}{entry.data}" for entry in entries)


def test_desk_shows_it_nowhere(given, els):
    from wagtail.snippets.models import get_snippet_models

    assert not {Handover, HandoverPractice} & set(get_snippet_models())
    client = at_desk(els)
    for screen in ("/redactie/", "/redactie/reports/site-history/", "/redactie/leden/"):
        assert "bode" not in client.get(screen).content.decode()


@pytest.mark.parametrize(
    "change",
    [
        {"role": "burgemeester"},
        {"nothing": True},
        {"opened_by": "giver"},
        {"opened_by": "giver", "opened_at": "now"},
        {"opened_at": "long ago"},
    ],
)
def test_database_refuses_what_must_never_be(given, anna, change):
    values = {"giver": anna, "now": timezone.now(), "long ago": timezone.now() - 99 * DAY}
    change = {name: values.get(value, value) for name, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=given.pk).update(**change)


# --- Cost -------------------------------------------------------------------------------------


def test_mine_costs_the_same_with_many_bruidsschatten_elsewhere(
    given, bram, daan, django_assert_num_queries
):
    from django.test.utils import CaptureQueriesContext

    client = logged_in(bram)
    client.get("/mijn/")
    with CaptureQueriesContext(connection) as few:
        client.get("/mijn/")
    for _ in range(20):
        Handover.objects.create(
            municipality=given.municipality,
            role=given.role,
            left_on=given.left_on,
            made_at=given.made_at,
            changed_at=given.made_at,
        )
    with CaptureQueriesContext(connection) as many:
        client.get("/mijn/")
    assert len(many) == len(few)
