from django import template
from django.utils.safestring import SafeString

from ..models import Comment
from ..prose import as_html, as_plain, with_mentions

register = template.Library()


@register.filter
def prose(text: str) -> SafeString:
    """What a member wrote: paragraphs, lists, emphasis and links, and nothing else."""
    return as_html(text)


@register.filter
def plain(text: str) -> str:
    """Without the marks of lists and emphasis."""
    return as_plain(text)


@register.filter
def comment_prose(comment: Comment) -> SafeString:
    """A comment, with the colleagues it names as links; for members only."""
    return with_mentions(comment.text, {one.profile.slug for one in comment.mentioned.all()})
