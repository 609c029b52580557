"""Tampering past the guards shows; ordinary life does not look like tampering."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from members.audit import chain, checking, triggers
from members.audit.chain import advance, forgetting
from members.audit.models import ChainEntry, RedactionPermit

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(anna) -> list[ModelLogEntry]:
    """Five entries, linked."""
    made = [log(anna, number) for number in range(5)]
    advance(now=timezone.now())
    return made


def log(person, number: int) -> ModelLogEntry:
    return ModelLogEntry.objects.log_action(
        person, "wagtail.edit", user=person, title=f"Regel {number}", data={"n": number}
    )


@pytest.fixture
def _unguarded(trail):
    """Somebody with the password of the database took the guards away, and brings them back."""
    triggers.remove(connection)


def after_tampering() -> list[str]:
    triggers.install(connection)
    return checking.complaints()


def test_untouched_trail_is_sound_and_grows(trail, anna):
    assert checking.complaints() == []
    assert advance(now=timezone.now()) == 0
    log(anna, 6)
    assert checking.waiting() == 1
    assert advance(now=timezone.now()) == 1
    assert checking.complaints() == []
    assert list(ChainEntry.objects.values_list("number", flat=True)) == list(range(1, 7))


def test_missing_guards_are_reported(trail):
    triggers.remove(connection)
    assert "ontbreekt in de database" in checking.complaints()[0]


@pytest.mark.usefixtures("_unguarded")
def test_changed_deed_shows(trail):
    ModelLogEntry.objects.filter(pk=trail[1].pk).update(action="wagtail.delete")
    assert after_tampering() == [f"Regel model:{trail[1].pk} is gewijzigd."]


@pytest.mark.usefixtures("_unguarded")
def test_changed_moment_of_a_deed_shows(trail):
    earlier = trail[1].timestamp - timedelta(seconds=1)
    ModelLogEntry.objects.filter(pk=trail[1].pk).update(timestamp=earlier)
    assert after_tampering() == [f"Regel model:{trail[1].pk} is gewijzigd."]


@pytest.mark.usefixtures("_unguarded")
def test_changed_words_show(trail):
    ModelLogEntry.objects.filter(pk=trail[1].pk).update(data={"n": 99})
    assert after_tampering() == [f"De tekst bij regel model:{trail[1].pk} is gewijzigd."]


@pytest.mark.usefixtures("_unguarded")
def test_deleted_entry_shows(trail):
    number = trail[4].pk
    trail[4].delete()
    assert after_tampering() == [f"Regel model:{number} is weg."]


@pytest.mark.usefixtures("_unguarded")
def test_thrown_away_entry_that_comes_back_shows(trail):
    kept = trail[2]
    triggers.install(connection)
    with transaction.atomic(), forgetting():
        ModelLogEntry.objects.filter(pk=kept.pk).delete()
    assert checking.complaints() == []
    ModelLogEntry.objects.bulk_create([kept])
    assert checking.complaints() == [f"Regel model:{kept.pk} was weggegooid en staat er weer."]


def test_forgetting_many_entries_asks_as_much_as_forgetting_one(trail):
    def asked(entries) -> int:
        with CaptureQueriesContext(connection) as queries, transaction.atomic(), forgetting():
            ModelLogEntry.objects.filter(pk__in=[one.pk for one in entries]).update(label="oud-lid")
        return len(queries)

    assert asked(trail[:1]) == asked(trail[1:])
    assert checking.complaints() == []


def test_removed_link_shows(trail):
    ChainEntry.objects.filter(number=3).delete()
    assert checking.complaints()[0] == "De keten klopt niet vanaf schakel 3."


def test_changed_link_shows(trail):
    ChainEntry.objects.filter(number=2).update(deed="0" * 64)
    assert checking.complaints()[0] == "De keten klopt niet vanaf schakel 2."


def test_changed_moment_of_a_link_shows(trail):
    entry = ChainEntry.objects.get(number=2)
    ChainEntry.objects.filter(number=2).update(made_at=entry.made_at - timedelta(seconds=1))
    assert checking.complaints()[0] == "De keten klopt niet vanaf schakel 2."


def test_shortened_or_renewed_chain_shows_with_a_head_of_old(trail, anna):
    last = ChainEntry.objects.latest("number")
    head = f"{last.number}:{last.digest}"
    assert checking.complaints(head) == []
    last.delete()
    assert checking.complaints(head) == ["De keten eindigt bij schakel 4, voor de genoemde 5."]
    advance(now=timezone.now())
    assert checking.complaints() == []
    renewed = "Schakel 5 is niet die van toen: de keten is opnieuw gemaakt."
    assert checking.complaints(head) == [renewed]


def test_permit_that_somebody_left_shows(trail):
    RedactionPermit.objects.create()
    assert checking.complaints() == ["Iemand zette de bewaking open buiten de site om."]


def test_command_tells_the_head_or_ends_in_an_error(trail, capsys):
    call_command("check_audit")
    last = ChainEntry.objects.latest("number")
    assert f"Einde van de keten: 5:{last.digest}" in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"klopt niet \(1 bevindingen\)"):
        call_command("check_audit", head="9:abc")


@pytest.mark.parametrize("head", ["abc", "abc:1", "1", ":abc", "1:", "²:abc", "1:xyz"])
def test_head_in_another_form_is_explained(trail, head):
    with pytest.raises(CommandError, match="Geef het einde van de keten als nummer:digest"):
        call_command("check_audit", head=head)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_chain(anna):
    for number in range(40):
        log(anna, number)
    start = Barrier(3)

    def run(act) -> object:
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    def forget() -> int:
        with transaction.atomic(), forgetting():
            return ModelLogEntry.objects.filter(label="Regel 7").update(label="oud-lid")

    now = timezone.now()
    rounds = [lambda: advance(now=now), lambda: advance(now=now), forget]
    with ThreadPoolExecutor(3) as threads:
        done = list(threads.map(run, rounds))
    assert sum(done) == 41
    advance(now=now)
    assert checking.complaints() == []
    assert chain.not_linked("model").count() == 0
