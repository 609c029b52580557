"""Mail that does not get through, for editors to see."""

from datetime import datetime, timedelta

from .models import Message

# A mail server that restarts is back by then.
LATE = timedelta(hours=1)
SHOWN = 100


def stuck(now: datetime):
    return Message.objects.stuck(now - LATE)
