"""The kept site saves queries, and no reader of any process is ever sent to an old one."""

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site

from gideonsbende.site_record import MOST_NAMES, SiteRecordMiddleware
from lessons.models import HomePage, LessonPage, PlainPage, SiteSettings


@pytest.fixture(autouse=True)
def _kept(settings, content):
    settings.PAGE_CACHE_SECONDS = 300


def ask(process: Client):
    """Past the page cache, which keeps no address with a question mark."""
    return process.get("/?fresh")


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    def commit(change) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            change()

    return commit


def test_site_and_home_page_are_not_asked_for_again(client, django_assert_max_num_queries):
    ask(client)
    with django_assert_max_num_queries(20) as queries:
        ask(client)
    asked = " ".join(query["sql"] for query in queries)
    assert 'FROM "wagtailcore_site"' not in asked
    assert 'FROM "lessons_sitesettings"' not in asked


def test_changed_home_page_is_seen_by_every_process(commit):
    processes = Client(), Client()
    for process in processes:
        ask(process)
    home = HomePage.objects.get()
    home.heading = "Een andere kop"
    commit(lambda: home.save_revision().publish())
    for process in processes:
        assert "Een andere kop" in ask(process).text


def test_changed_settings_are_seen_by_every_process(commit):
    processes = Client(), Client()
    for process in processes:
        ask(process)
    settings = SiteSettings.objects.get()
    settings.contact_email = "anders@example.org"
    commit(settings.save)
    for process in processes:
        request = ask(process).wsgi_request
        assert SiteSettings.for_request(request).contact_email == "anders@example.org"


def test_changed_lesson_is_seen_on_the_pages_that_name_it(commit):
    processes = Client(), Client()
    for process in processes:
        ask(process)
    lesson = LessonPage.objects.get(number=3)
    lesson.menu_title = "Een andere naam"
    commit(lambda: lesson.save_revision().publish())
    for process in processes:
        assert "Een andere naam" in ask(process).text


def test_withdrawn_lesson_is_no_longer_named(commit):
    processes = Client(), Client()
    lesson = LessonPage.objects.get(number=3)
    for process in processes:
        assert lesson.url in ask(process).text
    # As a page of any type, which is how the desk may come to it.
    commit(Page.objects.get(pk=lesson.pk).unpublish)
    for process in processes:
        assert lesson.url not in ask(process).text


def test_page_that_becomes_private_is_closed_by_every_process(commit):
    processes = Client(), Client()
    lesson = LessonPage.objects.get(number=3)
    for process in processes:
        assert process.get(f"{lesson.url}?fresh").status_code == 200
    restriction = PageViewRestriction(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    commit(restriction.save)
    for process in processes:
        assert process.get(f"{lesson.url}?fresh").status_code == 302
        assert lesson.url not in ask(process).text


def test_page_that_becomes_private_leaves_the_page_cache(commit):
    reader, lesson = Client(), LessonPage.objects.get(number=3)
    assert reader.get(lesson.url).status_code == 200
    restriction = PageViewRestriction(page=lesson, restriction_type=PageViewRestriction.LOGIN)
    commit(restriction.save)
    assert reader.get(lesson.url).status_code == 302


def test_other_root_page_is_seen_by_every_process(commit):
    processes = Client(), Client()
    for process in processes:
        ask(process)
    site = Site.objects.get()
    site.root_page = PlainPage.objects.get(slug="privacy")
    commit(site.save)
    for process in processes:
        assert ask(process).context["page"].slug == "privacy"


def test_first_page_below_an_empty_home_page_is_found(client, commit):
    for page in HomePage.objects.get().get_children():
        commit(page.specific.delete)
    assert client.get("/nieuw/").status_code == 404
    page = PlainPage(title="Nieuw", slug="nieuw")
    commit(lambda: HomePage.objects.get().add_child(instance=page))
    assert client.get("/nieuw/").status_code == 200


def test_one_request_cannot_change_what_the_next_one_gets(client):
    first = ask(client).context["page"]
    first.title = "Veranderd tijdens het verzoek"
    assert ask(client).context["page"].title != first.title


def test_made_up_names_are_not_kept(settings, rf):
    settings.ALLOWED_HOSTS = ["*"]
    middleware = SiteRecordMiddleware(lambda _request: HttpResponse())
    for number in range(MOST_NAMES + 5):
        middleware(rf.get("/", headers={"host": f"n{number}.example.org"}))
    assert len(middleware.sites) == MOST_NAMES
