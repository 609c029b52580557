"""All screens of rounds together: what leaves no trace, what comes next, and what they cost."""

from django.test import Client
from wagtail.models import ModelLogEntry

from members.intervision.models import (
    Enrolment,
    Participant,
    PeerGroup,
    RoundProposal,
)
from tests.people import logged_in

from .conftest import new_member, search

CANARY = "kanariepiet in de burgemeesterskamer"


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


def test_mine_tells_the_next_step(make_round, enrol, members, desk, els, now):
    one = make_round()
    enrol(one, members[0])
    assert (
        "U doet mee met een intervisieronde" in logged_in(members[0]).get("/mijn/").content.decode()
    )
    search(one, els, now)
    assert "Maak de groepen van" in desk.get("/mijn/").content.decode()


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
