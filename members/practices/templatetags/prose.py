from django import template
from django.utils.safestring import SafeString

from ..prose import as_html

register = template.Library()


@register.filter
def prose(text: str) -> SafeString:
    """What a member wrote: paragraphs, lists, emphasis and links, and nothing else."""
    return as_html(text)
