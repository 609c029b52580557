from django import template
from django.template import Context
from wagtail.models import Page

from ..page_meta import PageMeta, meta_of_page, meta_of_screen

register = template.Library()


@register.simple_tag(takes_context=True)
def page_meta(context: Context) -> PageMeta | None:
    """Of the page in the context; else of ``meta_title`` and ``meta_description``, if given."""
    page, request = context.get("page"), context.get("request")
    if request is None:
        return None
    if isinstance(page, Page):
        return meta_of_page(page, request)
    title, description = context.get("meta_title"), context.get("meta_description")
    return meta_of_screen(request, title or "", description or "")
