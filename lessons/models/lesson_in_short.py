"""A lesson as menus and cards show it: no row any more, so that it may be kept and shared."""

from typing import TYPE_CHECKING, NamedTuple, Self

from django.http import HttpRequest

if TYPE_CHECKING:
    from .lesson import LessonPage


class LessonInShort(NamedTuple):
    pk: int
    number: int
    hue: int
    title: str
    menu_title: str
    core: str
    address: str

    @classmethod
    def of(cls, lesson: "LessonPage", request: HttpRequest | None) -> Self:
        return cls(
            pk=lesson.pk,
            number=lesson.number or 0,
            hue=lesson.hue,
            title=lesson.title,
            menu_title=lesson.menu_title,
            core=lesson.core,
            address=lesson.get_url(request) or "",
        )
