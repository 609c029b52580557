from django import template
from django.utils.safestring import SafeString

from ..markdown import as_html, as_plain

register = template.Library()


@register.filter
def prose(text: str) -> SafeString:
    """What a member wrote: paragraphs, lists, emphasis and links, and nothing else."""
    return as_html(text)


@register.filter
def plain(text: str) -> str:
    """Without the marks of lists and emphasis."""
    return as_plain(text)
