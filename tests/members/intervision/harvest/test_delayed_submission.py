"""A harvest on its way: it comes once, on a day that chance chose, and leads to no group."""

from datetime import datetime, timedelta

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection

from members.intervision.harvest import delayed_submission
from members.intervision.models import HarvestOnItsWay
from members.practices.models import Practice

from .harvesting import WORDS, agreed


def hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def test_nothing_of_the_row_tells_when_the_last_one_agreed(group, anna, bram, daan, now):
    agreed(group, now, anna, bram, daan)
    way = HarvestOnItsWay.objects.get()
    assert way.send_at == hour_of(way.send_at)
    assert Fernet(settings.FIELD_KEYS[0]).extract_timestamp(way.sealed_text.encode()) == 0
    delayed_submission.reseal_all()
    way.refresh_from_db()
    assert Fernet(settings.FIELD_KEYS[0]).extract_timestamp(way.sealed_text.encode()) == 0


def test_order_of_the_database_is_one_of_chance(group, anna, bram, daan, monkeypatch, now):
    class Turning:
        def shuffle(self, rows: list) -> None:
            rows.reverse()

    monkeypatch.setattr(delayed_submission.secrets, "SystemRandom", Turning)
    for _time in range(3):
        agreed(group, now, anna, bram, daan)
    first = [one.pk for one in stored()]
    delayed_submission.send_due(now=now)
    assert [one.pk for one in stored()] == first[::-1]


def stored() -> list[HarvestOnItsWay]:
    """As they lie in the table."""
    where = "ctid" if connection.vendor == "postgresql" else "rowid"
    return list(
        HarvestOnItsWay.objects.raw(
            f"SELECT * FROM intervision_harvestonitsway ORDER BY {where}"  # noqa: S608
        )
    )


def test_it_comes_on_a_day_that_chance_chose_and_once(group, anna, bram, daan, monkeypatch, now):
    monkeypatch.setattr(delayed_submission.secrets, "randbelow", lambda most: most - 1)
    agreed(group, now, anna, bram, daan)
    way = HarvestOnItsWay.objects.get()
    assert way.send_at == hour_of(now + delayed_submission.LATEST - timedelta(seconds=1))
    monkeypatch.setattr(delayed_submission.secrets, "randbelow", lambda most: 0)
    agreed(group, now, anna, bram, daan)
    assert delayed_submission.send_due(now=now + delayed_submission.SOONEST) == 0
    assert (
        delayed_submission.send_due(now=now + delayed_submission.SOONEST + delayed_submission.HOUR)
        == 1
    )
    assert (
        delayed_submission.send_due(now=now + delayed_submission.SOONEST + delayed_submission.HOUR)
        == 0
    )
    assert delayed_submission.send_due(now=now + delayed_submission.LATEST) == 1
    assert Practice.objects.count() == 2


def test_it_comes_also_when_the_room_is_gone_and_leads_to_no_group(group, anna, bram, daan, now):
    agreed(group, now, anna, bram, daan)
    assert WORDS.title not in str(HarvestOnItsWay.objects.values().get())
    ties = {field.name for field in HarvestOnItsWay._meta.get_fields()}
    assert ties == {"uid", "sealed_text", "send_at"}
    group.delete()
    delayed_submission.send_due(now=now + delayed_submission.LATEST)
    assert Practice.objects.get().title == WORDS.title


def test_new_key_opens_what_is_on_its_way(group, anna, bram, daan, settings, now):
    agreed(group, now, anna, bram, daan)
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert delayed_submission.reseal_all() == 1
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert WORDS.title in HarvestOnItsWay.objects.get().text
