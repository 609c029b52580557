"""Days that have passed, for templates."""

from datetime import date

from django import template
from django.utils import timezone

from members.people.models import Membership

register = template.Library()


@register.filter
def has_passed(day: date) -> bool:
    return day < timezone.localdate()


@register.filter
def has_ended(membership: Membership) -> bool:
    return membership.until is not None and has_passed(membership.until)
