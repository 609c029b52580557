"""What people keep after a meeting is theirs alone, and stays readable to them."""

from datetime import timedelta

from cryptography.fernet import Fernet
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from members.intervision.harvest import destruction, intentions
from members.intervision.models import Intention, Meeting

from ..room.people import address, inside, seat


def test_intention_moves_to_a_new_key(anna, settings):
    now = timezone.now()
    due_on = timezone.localdate(now) + timedelta(days=30)
    made = intentions.intend(anna, "Eerst bellen", due_on=due_on, now=now)
    intentions.answer(made, "gedaan", "Bellen hielp", now=now)
    intentions.intend(anna, "Vaker luisteren", due_on=due_on, now=now)
    new = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]
    call_command("rotate_keys", verbosity=0)
    settings.FIELD_KEYS = [new]
    kept = {one.text: one.reflection for one in Intention.objects.all()}
    assert kept == {"Eerst bellen": "Bellen hielp", "Vaker luisteren": ""}


def test_intention_outlives_the_room_and_is_asked_about_once(ended, anna, now):
    client = inside(ended, anna)
    told = {"text": "Eerst bellen", "due_on": f"{timezone.localdate() + timedelta(days=30)}"}
    client.post(address(ended, "voornemen/"), told)
    destruction.destroy_group(ended, now=now)
    mail.outbox.clear()
    assert intentions.advance(now=now + timedelta(days=41)) == 0
    assert intentions.advance(now=now + timedelta(days=43)) == 1
    assert intentions.advance(now=now + timedelta(days=44)) == 0
    assert len(mail.outbox) == 1
    assert "bellen" not in mail.outbox[0].subject + mail.outbox[0].body
    assert "Hoe ging het met uw voornemen" in client.get("/mijn/").content.decode()
    one = Intention.objects.get()
    assert "bellen" not in one.sealed_text
    client.post(f"/mijn/voornemens/{one.pk}/", {"outcome": "anders", "reflection": "Lukte half"})
    one.refresh_from_db()
    assert (one.outcome, one.reflection) == ("anders", "Lukte half")
    assert intentions.advance(now=now + timedelta(days=400)) == 0
    assert not Intention.objects.exists()


def test_intention_of_another_is_not_there(ended, anna, bram, now):
    mine = intentions.intend(anna, "Bellen", due_on=now.date(), now=now)
    other = inside(ended, bram)
    assert other.get(f"/mijn/voornemens/{mine.pk}/").status_code == 404
    assert other.post(f"/mijn/voornemens/{mine.pk}/weggooien/").status_code == 404


def test_intentions_have_an_end(ended, anna, monkeypatch):
    monkeypatch.setattr(intentions, "MOST_INTENTIONS", 1)
    client = inside(ended, anna)
    told = {"text": "Eerst bellen", "due_on": f"{timezone.localdate()}"}
    assert client.post(address(ended, "voornemen/"), told).status_code == 302
    refused = client.post(address(ended, "voornemen/"), told | {"text": "Dan schrijven"})
    assert refused.status_code == 400
    assert "Gooi er eerst een weg" in refused.content.decode()
    assert "Dan schrijven" in refused.content.decode()
    assert Intention.objects.count() == 1


def test_words_about_the_meeting_show_without_names_from_three_on(ended, anna, bram, daan, now):
    client = inside(ended, anna)
    intentions.evaluate(seat(ended, bram), intentions.Told(3, 4, "Korter mag"), now=now)
    assert "Korter mag" not in client.get(address(ended, "nazorg/")).content.decode()
    told = {"useful": "4", "free": "5", "words": "Meer vragen"}
    inside(ended, daan).post(address(ended, "terugblik/"), told)
    page = client.get(address(ended, "nazorg/")).content.decode()
    assert "Korter mag" in page
    assert "Meer vragen" in page
    assert "Bram" not in page


def test_appointment_says_that_it_was(group, anna, now):
    page = inside(group, anna).get(group.get_absolute_url()).content.decode()
    assert "U komt bij elkaar op" in page
    past = timezone.now() - timedelta(days=2)
    Meeting.objects.update(starts_at=past, ends_at=past + timedelta(minutes=90))
    page = inside(group, anna).get(group.get_absolute_url()).content.decode()
    assert "U kwam bij elkaar op" in page
