"""Who shares without a name hides among the municipalities that take part, and no others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lessons.municipalities.models import Municipality
from members.people.models import Membership
from members.practices.models import Kind, Practice

from .conftest import answers

SHARE = "/ervaringen/delen/"


def failed(**changes) -> dict:
    return answers(kind=Kind.FAILED, under_pseudonym="on", **changes)


def test_size_is_shown_while_five_of_them_take_part(share, anna, crowd):
    crowd(4, "middelgroot")
    practice = share(by=anna, kind=Kind.FAILED, under_pseudonym=True)
    assert practice.pseudonym == "een gemeente van 20.000 tot 50.000 inwoners"


def test_municipalities_without_a_member_hide_nobody(share, anna, crowd):
    """Hundreds are as large as Heusden; with four of them taking part the class is coarser."""
    crowd(3, "middelgroot")
    crowd(2, "klein")
    practice = share(by=anna, kind=Kind.FAILED, under_pseudonym=True)
    assert practice.pseudonym == "een gemeente met minder dan 50.000 inwoners"
    assert practice.shown_size == ""


def test_description_never_becomes_finer_when_others_join(share, anna, crowd):
    crowd(3, "middelgroot")
    crowd(2, "klein")
    practice = share(by=anna, kind=Kind.FAILED, under_pseudonym=True)
    Practice.objects.filter(pk=practice.pk).update(created_at=timezone.now() - timedelta(days=30))
    Membership.objects.exclude(person=anna).update(start=timezone.localdate() - timedelta(days=60))
    crowd(3, "middelgroot", start=timezone.localdate() - timedelta(days=1))
    practice = Practice.objects.get(pk=practice.pk)
    practice.save()
    assert practice.pseudonym == "een gemeente met minder dan 50.000 inwoners"


def test_form_says_when_there_are_too_few_to_hide_among(logged_in, anna, crowd):
    crowd(3, "middelgroot")
    page = logged_in(anna).post(SHARE, failed()).text
    assert "Er doen nog te weinig gemeenten mee" in page
    crowd(1, "groot")
    assert logged_in(anna).post(SHARE, failed()).status_code == 302
    assert Practice.objects.get().pseudonym == "een gemeente"


def test_topic_of_the_writers_own_profile_is_refused(logged_in, anna, crowd):
    others = crowd(5, "middelgroot")
    anna.profile.topics.add("zwembaden", "buurthuizen")
    for person in others:
        person.profile.topics.add("buurthuizen")
    page = logged_in(anna).post(SHARE, failed(topics="zwembaden, buurthuizen")).text
    assert "Haal ‘zwembaden’ weg: dat staat ook in uw profiel." in page


def test_alumni_of_long_ago_are_nobody_to_hide_among(share, anna, crowd):
    crowd(4, "middelgroot")
    ended = timezone.localdate() - timedelta(days=400)
    Membership.objects.exclude(person=anna).update(until=ended)
    practice = share(by=anna, kind=Kind.FAILED, under_pseudonym=True)
    assert practice.pseudonym == "een gemeente"


@pytest.mark.parametrize("size", ["klein", "middelgroot", "groot", "stad"])
def test_crowd_is_as_large_as_it_says(content, crowd, size):
    crowd(2, size)
    posts = Membership.objects.values("municipality")
    found = Municipality.objects.filter(pk__in=posts)
    assert {one.size_class.key for one in found} == {size}
