"""What people keep after a meeting stays readable to them, whatever happens to keys."""

from datetime import timedelta

from cryptography.fernet import Fernet
from django.core.management import call_command
from django.utils import timezone

from members.intervision.afterwards import aftercare
from members.intervision.models import Intention


def test_intention_moves_to_a_new_key(anna, settings):
    now = timezone.now()
    due_on = timezone.localdate(now) + timedelta(days=30)
    made = aftercare.intend(anna, "Eerst bellen", due_on=due_on, now=now)
    aftercare.answer(made, "gedaan", "Bellen hielp", now=now)
    aftercare.intend(anna, "Vaker luisteren", due_on=due_on, now=now)
    new = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]
    call_command("reseal", verbosity=0)
    settings.FIELD_KEYS = [new]
    kept = {one.text: one.reflection for one in Intention.objects.all()}
    assert kept == {"Eerst bellen": "Bellen hielp", "Vaker luisteren": ""}
