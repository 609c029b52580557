"""Public practices for feed readers; what is for members only never leaves by this door."""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from lessons import feeds
from lessons.models import LessonPage

from .models import Practice


@require_safe
@conditional_page
def newest(request: HttpRequest) -> HttpResponse:
    entries = list(practices(request, None))
    return feeds.feed(request, "Nieuwe ervaringen", reverse("practices"), entries)


def practices(_request: HttpRequest, lesson: LessonPage | None) -> Iterator[feeds.Entry]:
    """The newest public practices, of one lesson or of all."""
    public = Practice.objects.public()
    found = public.for_lesson(lesson) if lesson else public
    for practice in found.newest()[: feeds.ENTRIES]:
        yield feeds.Entry(
            key=str(uuid5(NAMESPACE_URL, f"gideonsbende:ervaring:{practice.pk}")),
            title=f"{practice.get_kind_display()}: {practice.title}",
            address=practice.get_absolute_url(),
            summary=practice.matter,
            published=practice.first_published_at,
            updated=practice.last_published_at,
        )
