"""Time as the room says it."""

from datetime import timedelta

from django import template

register = template.Library()


@register.filter
def minutes(left: timedelta | None) -> str:
    """Whole minutes, rounded up; below zero those that went by since."""
    if left is None:
        return ""
    seconds = int(abs(left.total_seconds()))
    if seconds < 60:
        return "minder dan een minuut"
    count = -(-seconds // 60)
    return f"{count} minuten" if count != 1 else "1 minuut"
