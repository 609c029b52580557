"""Logging in with the account of one's own municipality, at a real OpenID Connect provider."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests
from allauth.account.models import EmailAddress

from members.people.models import User
from tests import people

LOGIN = "/account/oidc/heusden/login/"
KNOWN = ("anna@heusden.nl", "anna@example.org", "els@heusden.nl", "niemand@heusden.nl")


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of an OpenID Connect provider in a process of its own."""
    command = [sys.executable, "-u", "-W", "ignore", "-m", "oidc_provider_mock", "--port", "0"]
    for name in KNOWN:
        # Any provider can claim that an address was verified, of any domain.
        claims = {"sub": name, "email": name, "email_verified": True}
        command += ["--user-claims", json.dumps(claims)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr:
            if found := re.search(r"http://[\w.]+:\d+", line):
                yield found[0]
                break
        process.terminate()


@pytest.fixture
def organisation(settings, provider) -> None:
    """Heusden's provider, as the settings make it of OIDC_PROVIDERS."""
    app = {
        "provider_id": "heusden",
        "name": "Gemeente Heusden",
        "client_id": "gideonsbende",
        "secret": "geheim",
        "settings": {"server_url": provider, "verified_email": ["heusden.nl"]},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }


def log_in(client, who: str):
    """The whole round: to the provider, choosing an account there, and back."""
    there = client.post(LOGIN).headers["Location"]
    back = requests.post(there, data={"sub": who}, allow_redirects=False, timeout=5)
    address = back.headers["Location"]
    return client.get(address.removeprefix("http://testserver"))


def account(email: str) -> User:
    user = User.objects.create_user(email, email.partition("@")[0].title())
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def test_member_logs_in_with_the_account_of_the_municipality(client, db, organisation):
    account("anna@heusden.nl")
    assert log_in(client, "anna@heusden.nl").headers["Location"] == "/mijn/"
    assert client.get("/mijn/").status_code == 200


def test_login_page_offers_it(client, db, organisation):
    assert "Inloggen via Gemeente Heusden" in client.get("/account/login/").content.decode()


def test_provider_is_not_believed_about_other_domains(client, anna, organisation):
    log_in(client, anna.email)
    assert client.get("/mijn/").status_code == 302


def test_unknown_account_is_not_made(client, db, organisation):
    answer = log_in(client, "niemand@heusden.nl")
    assert "Bij dat adres hoort geen lid" in answer.content.decode()
    assert not User.objects.exists()


def test_second_factor_is_still_asked_for(client, db, organisation):
    people.second_factor(account("els@heusden.nl"))
    answer = log_in(client, "els@heusden.nl")
    assert answer.headers["Location"] == "/account/2fa/authenticate/"
    assert client.get("/mijn/").status_code == 302


def test_stopping_at_the_provider_says_what_to_do_next(client, db, organisation):
    there = client.post(LOGIN).headers["Location"]
    back = requests.post(there, data={"action": "deny"}, allow_redirects=False, timeout=5)
    answer = client.get(back.headers["Location"].removeprefix("http://testserver"), follow=True)
    assert "log in met een code per e-mail" in answer.content.decode()
    assert client.get("/mijn/").status_code == 302


def test_without_settings_there_is_no_such_door(client, db):
    assert client.post(LOGIN).status_code == 404
    assert "Inloggen via" not in client.get("/account/login/").content.decode()
