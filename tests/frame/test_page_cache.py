"""A kept page costs no query, is never somebody else's, and never outlives a change."""

import gzip

import pytest
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from gideonsbende import page_cache
from gideonsbende.stamps import public_content
from lessons.models import HomePage, LessonPage, PlainPage
from tests.people import second_factor

PLAIN = "plain page " * 50


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PAGE_CACHE_SECONDS = 300


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """Publish a lesson with another core sentence, as the desk does, and commit."""

    def publish(core: str, *, live: bool = True) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            lesson = LessonPage.objects.get(number=1)
            lesson.core = core
            revision = lesson.save_revision()
            if live:
                revision.publish()

    return publish


@pytest.fixture
def address(content) -> str:
    return LessonPage.objects.get(number=1).url


def middleware(answer) -> page_cache.PageCacheMiddleware:
    """The middleware around a view that counts how often it is asked."""

    def view(_request):
        view.asked += 1
        return answer() if callable(answer) else answer

    view.asked = 0
    return page_cache.PageCacheMiddleware(view)


def ask(cache, path="/", method="get", **headers):
    return cache(getattr(RequestFactory(), method)(path, headers=headers))


# --- On the real site ---------------------------------------------------------------------------


def test_second_reader_costs_no_query(address, client, django_assert_num_queries):
    first = client.get(address)
    with django_assert_num_queries(0):
        second = client.get(address)
    assert second.content == first.content
    assert second["Content-Type"] == first["Content-Type"]


def test_published_change_is_seen_by_the_next_reader_of_every_process(address, publish):
    # Every Client builds its own middleware, as every process does.
    processes = Client(), Client()
    for process in processes:
        process.get(address)
    publish("De nieuwe kern van deze les.")
    for process in processes:
        assert "De nieuwe kern van deze les." in process.get(address).text


def test_draft_is_not_shown_and_leaves_kept_pages_alone(
    address, client, publish, django_assert_num_queries
):
    client.get(address)
    publish("Een zin die nog niet af is.", live=False)
    with django_assert_num_queries(0):
        assert "Een zin die nog niet af is." not in client.get(address).text
    assert "Een zin die nog niet af is." not in Client().get(address).text


def test_draft_that_was_never_public_leaves_kept_pages_alone(
    content, django_capture_on_commit_callbacks
):
    before = public_content.current()
    draft = PlainPage(title="Concept", slug="concept", live=False)
    with django_capture_on_commit_callbacks(execute=True):
        HomePage.objects.get().add_child(instance=draft)
        draft.save()
    assert public_content.current() == before
    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision().publish()
    assert public_content.current() != before


def test_page_that_is_taken_away_is_gone_at_once(
    address, client, django_capture_on_commit_callbacks
):
    client.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        LessonPage.objects.get(number=1).unpublish()
    assert client.get(address).status_code == 404


def test_what_an_editor_sees_is_never_kept(address, client, els):
    second_factor(els)
    at_desk = Client()
    at_desk.force_login(els)
    seen = at_desk.get(address)
    assert "no-store" in seen["Cache-Control"]
    assert client.get(address).content != seen.content
    assert at_desk.get(address).text.count("wagtail-userbar") > 0
    assert "wagtail-userbar" not in client.get(address).text


def test_page_with_a_form_token_is_rendered_for_each_reader(client, content):
    first = client.get("/account/login/")
    second = client.get("/account/login/")
    assert first.context["csrf_token"] != second.context["csrf_token"]


def test_rolled_back_change_drops_nothing(transactional_db, content):
    before = public_content.current()
    lesson = LessonPage.objects.get(number=1)
    with transaction.atomic():
        lesson.save()
        transaction.set_rollback(True)
    assert public_content.current() == before


def test_change_is_safe_when_the_stamp_cannot_be_written(
    transactional_db, content, settings, tmp_path, caplog
):
    (tmp_path / "file").touch()
    settings.PAGE_CACHE_STAMP = tmp_path / "file" / "stamp"
    lesson = LessonPage.objects.get(number=1)
    lesson.core = "Toch bewaard."
    lesson.save()
    assert LessonPage.objects.get(number=1).core == "Toch bewaard."
    assert "on_commit" in caplog.text


# --- Around a small view ------------------------------------------------------------------------


def test_two_changes_at_one_moment_give_two_stamps(settings, monkeypatch):
    public_content.grow()
    first = public_content.current()
    public_content.grow()
    assert public_content.current() != first


def test_page_is_sent_packed_to_whoever_takes_that():
    cache = middleware(lambda: HttpResponse(PLAIN))
    for _time in range(2):
        packed = ask(cache, **{"accept-encoding": "gzip, br"})
        plain = ask(cache)
        assert gzip.decompress(packed.content) == plain.content == PLAIN.encode()
        assert packed["Content-Encoding"] == "gzip"
        assert int(packed["Content-Length"]) == len(packed.content)
        assert "Content-Encoding" not in plain
        assert "Accept-Encoding" in plain["Vary"]
    assert cache.get_response.asked == 1


def test_head_tells_the_length_and_sends_nothing():
    cache = middleware(lambda: HttpResponse(PLAIN))
    ask(cache)
    answer = ask(cache, method="head")
    assert answer.content == b""
    assert answer["Content-Length"] == str(len(PLAIN))
    assert cache.get_response.asked == 1


def test_answer_to_head_is_never_sent_to_a_reader():
    cache = middleware(lambda: HttpResponse(b""))
    ask(cache, method="head")
    ask(cache)
    assert cache.get_response.asked == 2


def test_addresses_and_hosts_are_kept_apart(settings):
    cache = middleware(lambda: HttpResponse(str(cache.get_response.asked)))
    assert ask(cache, "/een/").content == b"1"
    assert ask(cache, "/twee/").content == b"2"
    assert ask(cache, "/een/", host="localhost").content == b"3"
    assert ask(cache, "/een/").content == b"1"


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/?q=samen", "get", {}),
        ("/", "post", {}),
        ("/", "get", {"hx-request": "true"}),
        ("/", "get", {"cookie": "sessionid=x"}),
        ("/", "get", {"cookie": "messages=x"}),
    ],
)
def test_what_may_differ_per_reader_is_asked_each_time(path, method, headers):
    cache = middleware(lambda: HttpResponse(PLAIN))
    ask(cache)
    for _time in range(2):
        ask(cache, path, method, **headers)
    assert cache.get_response.asked == 3


def _with_cookie() -> HttpResponse:
    response = HttpResponse(PLAIN)
    response.set_cookie("csrftoken", "x")
    return response


@pytest.mark.parametrize(
    "answer",
    [
        lambda: HttpResponse(PLAIN, status=404),
        lambda: HttpResponse(PLAIN, headers={"Cache-Control": "no-store"}),
        lambda: HttpResponse(PLAIN, headers={"Cache-Control": "private, max-age=60"}),
        lambda: HttpResponse(PLAIN, headers={"Content-Encoding": "br"}),
        lambda: HttpResponse(PLAIN, headers={"Vary": "Cookie, Accept"}),
        lambda: HttpResponse(b"x" * (page_cache.LARGEST_PAGE + 1)),
        lambda: StreamingHttpResponse([PLAIN]),
        _with_cookie,
    ],
)
def test_what_is_not_one_public_page_is_not_kept(answer):
    cache = middleware(answer)
    ask(cache)
    ask(cache)
    assert cache.get_response.asked == 2


def test_page_grows_old_without_any_change(monkeypatch):
    cache = middleware(lambda: HttpResponse(PLAIN))
    ask(cache)
    now = page_cache.time.monotonic()
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: now + 301)
    ask(cache)
    assert cache.get_response.asked == 2


def test_the_page_that_was_read_longest_ago_makes_room(settings):
    settings.PAGE_CACHE_ENTRIES = 2
    cache = middleware(lambda: HttpResponse(PLAIN))
    for path in ("/een/", "/twee/", "/een/", "/drie/", "/een/"):
        ask(cache, path)
    assert cache.get_response.asked == 3
    ask(cache, "/twee/")
    assert cache.get_response.asked == 4


def test_development_keeps_nothing(settings):
    settings.PAGE_CACHE_SECONDS = 0
    cache = middleware(lambda: HttpResponse(PLAIN))
    ask(cache)
    ask(cache)
    assert cache.get_response.asked == 2


def test_reader_who_has_the_page_gets_no_body_again():
    cache = middleware(lambda: HttpResponse(PLAIN))
    first = ask(cache)
    again = ask(cache, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert ask(cache, **{"if-none-match": 'W/"old"'}).status_code == 200


def test_made_up_ports_share_one_kept_page():
    cache = middleware(lambda: HttpResponse(PLAIN))
    for port in range(8000, 8010):
        ask(cache, host=f"testserver:{port}")
    assert len(cache.pages) == 1


def test_page_under_a_prefix_is_another_page():
    cache = middleware(lambda: HttpResponse(PLAIN))
    factory = RequestFactory()
    cache(factory.get("/privacy/"))
    cache(factory.get("/", SCRIPT_NAME="/privacy"))
    assert len(cache.pages) == 2
