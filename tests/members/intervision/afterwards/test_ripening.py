"""A harvest on its way: it comes once, on a day that chance chose, and leads to no group."""

from datetime import timedelta

from cryptography.fernet import Fernet

from members.intervision.afterwards import ripening
from members.intervision.models import HarvestOnItsWay
from members.practices.models import Practice

from .harvesting import WORDS, agreed


def test_it_comes_on_a_day_that_chance_chose_and_once(group, anna, bram, daan, monkeypatch, now):
    monkeypatch.setattr(ripening.secrets, "randbelow", lambda most: most - 1)
    agreed(group, now, anna, bram, daan)
    way = HarvestOnItsWay.objects.get()
    assert way.send_at == now + ripening.LATEST - timedelta(seconds=1)
    monkeypatch.setattr(ripening.secrets, "randbelow", lambda most: 0)
    agreed(group, now, anna, bram, daan)
    assert ripening.send_due(now=now + ripening.SOONEST - timedelta(seconds=1)) == 0
    assert ripening.send_due(now=now + ripening.SOONEST) == 1
    assert ripening.send_due(now=now + ripening.SOONEST) == 0
    assert ripening.send_due(now=now + ripening.LATEST) == 1
    assert Practice.objects.count() == 2


def test_it_comes_also_when_the_room_is_gone_and_leads_to_no_group(group, anna, bram, daan, now):
    agreed(group, now, anna, bram, daan)
    assert WORDS.title not in str(HarvestOnItsWay.objects.values().get())
    ties = {field.name for field in HarvestOnItsWay._meta.get_fields()}
    assert ties == {"uid", "sealed_text", "send_at"}
    group.delete()
    ripening.send_due(now=now + ripening.LATEST)
    assert Practice.objects.get().title == WORDS.title


def test_new_key_opens_what_is_on_its_way(group, anna, bram, daan, settings, now):
    agreed(group, now, anna, bram, daan)
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert ripening.reseal_all() == 1
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert WORDS.title in HarvestOnItsWay.objects.get().text
