"""The drill notices a loss and a half row: otherwise its silence would mean nothing."""

from django.utils import timezone

from members.people.models import User
from members.practices.models import Practice
from tests.members.practices.conftest import anna, share
from tests.trust.verdict import complaints

__all__ = ["anna", "share"]


def test_everything_there_is_no_complaint(share, anna: User):
    practice = share(by=anna, topics=["proef"])
    assert list(complaints([practice.title])) == []


def test_loss_and_half_rows_are_told(share, anna: User):
    practice = share(by=anna)
    assert list(complaints([practice.title, "Weg"])) == [
        "Bevestigd en weg: Weg",
        "Half: De wijkagent aan de keukentafel mist onderwerp",
    ]
    Practice.objects.update(live=False, withdrawn_at=timezone.now())
    practice.submissions.all().delete()
    assert "inzending, publicatie" in "\n".join(complaints([practice.title]))
