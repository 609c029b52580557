"""When something is, for templates."""

from django import template

from ..periods import Period, in_words

register = template.Library()


@register.filter
def period(one: Period) -> str:
    return in_words(one)
