"""Searching, suggestions while typing, and everything on one topic."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from lessons.models import LessonPage, Topic

from .highlighting import Hit, hit
from .models import Entry
from .query import Query
from .ranking import Row, facet_choices, find, kinds
from .spelling import rescue
from .suggestions import suggest

RESULTS_SHOWN = 10
SHOWN_ON_TOPIC = 30
TOPICS_SHOWN = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = Query.read(request.GET)
    if not query:
        return render(request, "search/start.html", _start(request))
    found = find(query, request.user)
    page = _page(request, found.rows, RESULTS_SHOWN)
    context = {
        "query": query,
        "page": page,
        "hits": _hits(page, query),
        "facets": list(facet_choices(query, request.user, found)),
        "capped": found.capped,
    }
    if not found.rows:
        context |= {"rescue": rescue(query, request.user), "lessons": _lessons()}
    response = render(request, "search/results.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A list to put below the search field; nothing at all when there is nothing to suggest."""
    typed = Query.read(request.GET).text
    context = {"suggestions": suggest(typed, request.user)}
    response = render(request, "search/suggestions.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything on a topic. One of which this reader may see nothing does not exist."""
    here = get_object_or_404(Topic.objects.at_address(slug))
    query = Query(chosen={"onderwerp": here.slug})
    found = find(query, request.user)
    if not found.rows:
        raise Http404("Over dit onderwerp is er voor u niets te lezen.")
    if slug != here.slug:
        return redirect(here, permanent=True)
    page = _page(request, found.rows, SHOWN_ON_TOPIC)
    context = {
        "topic": here,
        "query": query,
        "page": page,
        "hits": _hits(page, query),
        "capped": found.capped,
    }
    return render(request, "search/topic.html", context)


def _start(request: HttpRequest) -> dict:
    entries = Entry.objects.visible_to(request.user)
    most = Topic.objects.filter(entries__in=entries).annotate(found=Count("entries"))
    return {
        "kinds": kinds(request.user),
        "topics": most.order_by("-found", "name")[:TOPICS_SHOWN],
        "lessons": _lessons(),
    }


def _lessons():
    return LessonPage.objects.live().public().in_order()


def _page(request: HttpRequest, found: list[Row], size: int) -> Page:
    return Paginator(found, size).get_page(request.GET.get("pagina"))


def _hits(page: Page, query: Query) -> list[Hit]:
    in_order = Prefetch("lessons", LessonPage.objects.in_short())
    entries = (
        Entry.objects.select_related("municipality")
        .prefetch_related(in_order)
        .defer("title_words", "words")
        .in_bulk([row.pk for row in page])
    )
    # One that disappeared meanwhile is left out.
    return [hit(entries[row.pk], query.keys) for row in page if row.pk in entries]
