"""Every answer carries the headers that keep a browser on our side, whatever the answer is."""

import pytest
from django.conf import settings as configured

SITE = ("/", "/lessen/", "/gemeenten/", "/zoeken/", "/account/login/", "/bestaat-niet/", "/healthz")
# What the rules of internet.nl and the Mozilla Observatory reject.
UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "http:", "https:", "*")


def policy_of(response) -> dict[str, list[str]]:
    directives = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in directives}


@pytest.mark.parametrize("address", SITE)
def test_policy_allows_nothing_but_ourselves(client, content, address):
    policy = policy_of(client.get(address))
    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    for name, values in policy.items():
        assert not set(UNSAFE) & set(values), name
        assert "data:" not in values or name == "img-src"


@pytest.mark.parametrize("address", [*SITE, f"/{configured.DESK_PATH}"])
def test_every_answer_is_guarded(client, content, address):
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Permissions-Policy"]


def test_kept_page_carries_the_same_headers(client, content, settings):
    settings.PAGE_CACHE_SECONDS = 300
    fresh, kept = client.get("/").headers, client.get("/").headers
    assert dict(fresh) == dict(kept)


def test_desk_has_a_policy_of_its_own(client, content, els):
    client.force_login(els)
    policy = policy_of(client.get(f"/{configured.DESK_PATH}", follow=True))
    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]


def test_nothing_stays_behind_for_whoever_is_logged_in(client, content, anna):
    client.force_login(anna)
    assert "no-store" in client.get("/")["Cache-Control"]


def test_reader_gets_no_cookie(client, content):
    for address in ("/", "/lessen/", "/gemeenten/", "/bestaat-niet/"):
        assert not client.get(address).cookies, address
