"""What other pages show of rounds: no names, the same for everyone."""

from typing import Any

from django import template
from django.utils import timezone

from ..models import Round

register = template.Library()

SHOWN = 2


@register.inclusion_tag("intervision/open_rounds.html")
def open_rounds() -> dict[str, Any]:
    """On the front page: for which rounds members can sign up, the first to close first."""
    coming = Round.objects.open().filter(sign_up_until__gt=timezone.now())
    found = coming.select_related("method").prefetch_related("dates").order_by("sign_up_until")
    return {"rounds": found[:SHOWN]}
