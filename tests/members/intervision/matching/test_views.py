"""The screens on which groups are made."""

from datetime import timedelta

from django.core.management import call_command
from django_tasks_db.management.commands import db_worker

from gideonsbende.settings import base
from members.intervision.matching import jobs
from members.intervision.models import (
    Apart,
    PeerGroup,
    ProposedGroup,
    ProposedSeat,
    RoundProposal,
)

from ..conftest import search

WORKER = ("db_worker", "--backend", "worker", "--batch", "--no-startup-delay", "--queue-name")


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
    assert jobs.search(proposal.pk)
    assert set(ProposedSeat.objects.filter(group=row).values_list("enrolment", flat=True)) == before
    assert ProposedSeat.objects.filter(proposal=proposal, group__isnull=False).count() == 12


def test_search_that_died_is_taken_up_again(proposal, now):
    dead = now - jobs.DEAD_AFTER - timedelta(seconds=1)
    RoundProposal.objects.update(state="bezig", started_at=dead, beat_at=dead)
    assert jobs.advance(now=now) == 1
    proposal.refresh_from_db()
    assert proposal.state == "klaar"
    assert jobs.advance(now=now) == 0


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


def test_worker_for_long_tasks_makes_the_groups(desk, proposal, settings, monkeypatch):
    monkeypatch.setattr(db_worker.Worker, "configure_signals", lambda _worker: None)
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    settings.TASKS = base.TASKS
    desk.post(f"/intervisie/organiseren/{proposal.round_id}/groepen/maken/")
    proposal.refresh_from_db()
    assert proposal.state == "gevraagd"
    call_command(*WORKER, "default")
    proposal.refresh_from_db()
    assert proposal.state == "gevraagd"
    call_command(*WORKER, "long")
    proposal.refresh_from_db()
    assert proposal.state == "klaar"
