"""Addresses of the pictures that go along when someone shares a page.

The address holds a mark of what is drawn, so a card may be kept for a year: another title gives
another address.
"""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from .card_drawing import lesson_picture, site_picture
from .models import LessonPage

# Raise when the drawing changes, so that kept pictures are left behind.
DRAWING = 1
SITE_TITLE = "Zeven lessen voor het samenspel tussen gemeente en bewoners"
KEEP = f"public, max-age={365 * 24 * 60 * 60}, immutable"


def lesson_card_path(lesson: LessonPage) -> str:
    return reverse("lesson_card", args=[lesson.number, _mark(*_drawn(lesson))])


def site_card_path() -> str:
    return reverse("site_card", args=[_mark(SITE_TITLE)])


@require_safe
def lesson_card(request: HttpRequest, number: int, mark: str) -> HttpResponse:
    """An old mark leads on to the picture of today."""
    lesson = get_object_or_404(LessonPage.objects.live().public(), number=number)
    if mark != _mark(*_drawn(lesson)):
        return redirect(lesson_card_path(lesson))
    return _picture(request, mark, lesson_picture(*_drawn(lesson)))


@require_safe
def site_card(request: HttpRequest, mark: str) -> HttpResponse:
    if mark != _mark(SITE_TITLE):
        return redirect(site_card_path())
    return _picture(request, mark, site_picture(SITE_TITLE))


def _drawn(lesson: LessonPage) -> tuple[int, int, str]:
    return lesson.number or 0, lesson.hue, lesson.title


def _mark(*drawn: object) -> str:
    return hashlib.sha256(repr((DRAWING, settings.SITE_NAME, *drawn)).encode()).hexdigest()[:12]


def _picture(request: HttpRequest, mark: str, png: bytes) -> HttpResponse:
    headers = {"ETag": f'"{mark}"', "Cache-Control": KEEP}
    response = HttpResponse(png, content_type="image/png", headers=headers)
    return get_conditional_response(request, headers["ETag"], response=response) or response
