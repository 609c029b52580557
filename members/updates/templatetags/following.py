"""The button with which a member follows what they are looking at."""

from typing import Any

from django import template
from django.db.models import Model

from members.permissions import may_read_members_content

from ..following import KINDS, is_followed

register = template.Library()


@register.inclusion_tag("updates/follow_button.html", takes_context=True)
def follow_button(context: dict[str, Any], kind: str, target: Model) -> dict[str, Any]:
    """For members only: anonymous readers get a page that is the same for all of them."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not may_read_members_content(user):
        return {"shown": False}
    field, _may_follow = KINDS[kind]
    if field == "colleague" and target.pk == user.pk:
        return {"shown": False}
    return {
        "shown": True,
        "kind": kind,
        "target": target,
        "is_followed": is_followed(user, field, target),
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }
