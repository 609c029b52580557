"""One door, without passwords, that tells nobody who has an account."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.core import mail
from django.test import Client

from members import encryption
from members.people.accounts import second_factor
from members.people.models import User
from tests import people

KNOWN, UNKNOWN = "anna@example.org", "niemand@example.org"


def test_code_from_mail_logs_in(client, anna):
    answer = people.log_in_by_code(client, anna.email)
    assert answer.headers["Location"] == "/mijn/"
    assert client.get("/mijn/").status_code == 200


def test_login_goes_on_to_where_one_wanted_to_be(client, anna):
    assert people.log_in_by_code(client, anna.email, next="/lessen/").headers["Location"] == (
        "/lessen/"
    )


def test_login_never_goes_on_to_another_site(client, anna):
    answer = people.log_in_by_code(client, anna.email, next="https://evil.example/")
    assert answer.headers["Location"] == "/mijn/"


def _masked(answer) -> tuple:
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    html = html.replace(KNOWN, "ADRES").replace(UNKNOWN, "ADRES")
    return answer.status_code, answer.headers.get("Location"), html


@pytest.mark.parametrize("follow", [False, True])
def test_known_and_unknown_address_get_the_same_bytes(anna, follow):
    answers, mails = [], []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        mail.outbox.clear()
        answer = client.post("/account/login/", {"login": email}, follow=follow)
        wrong = client.post("/account/login/code/confirm/", {"code": "AAAA-BBBB"})
        answers.append((_masked(answer), _masked(wrong)))
        mails.append([(len(one.to), one.subject) for one in mail.outbox])
    assert answers[0] == answers[1]
    assert mails[0] == mails[1]
    assert len(mails[0]) == 1


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_guessing_stops_at_the_sixth_attempt_in_any_browser(anna, email, settings):
    # As many codes as one likes: only the guesses are counted here.
    settings.ACCOUNT_RATE_LIMITS |= {"ask_code_here": "100/m/key"}
    refused = []
    for attempt in range(6):
        # A new browser each time, which claims to be somewhere else.
        browser = Client(headers={"X-Forwarded-For": f"203.0.113.{attempt}"})
        browser.post("/account/login/", {"login": email})
        answer = browser.post("/account/login/code/confirm/", {"code": "AAAA-BBBB"})
        refused.append("te vaak" in answer.content.decode())
    assert refused == [False] * 5 + [True]


def _guess(browser: Client, email: str, times: int) -> None:
    """Wrong codes, five for each code that was asked for."""
    for number in range(times):
        if number % 5 == 0:
            browser.post("/account/login/", {"login": email})
        browser.post("/account/login/code/confirm/", {"code": "AAAA-BBBB"})


def test_right_code_no_longer_helps_after_too_many_guesses(client, anna):
    _guess(Client(), anna.email, 6)
    answer = people.log_in_by_code(client, anna.email)
    assert answer.status_code == 200
    assert client.get("/mijn/").status_code == 302


def test_browser_that_guessed_too_often_is_stopped_wherever_it_goes(client, anna):
    _guess(client, anna.email, 5)
    client.post("/account/login/", {"login": anna.email})
    moved = client.post(
        "/account/login/code/confirm/", {"code": people.mailed_code()}, REMOTE_ADDR="203.0.113.7"
    )
    assert "te vaak" in moved.content.decode()


def test_strangers_elsewhere_keep_nobody_outside(client, anna):
    for number in range(3):
        _guess(Client(REMOTE_ADDR=f"203.0.113.{number}"), anna.email, 16)
    people.log_in_by_code(client, anna.email)
    assert client.get("/mijn/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/account/password/reset/",
        "/account/password/change/",
        "/account/password/set/",
        "/account/password/reset/done/",
        "/account/password/reset/key/1-set-password/",
    ],
)
def test_passwords_do_not_exist(anna, path):
    client = people.logged_in(anna)
    assert client.get(path).status_code == 404
    assert client.post(path, {"password1": "x", "email": anna.email}).status_code == 404


def test_no_account_page_asks_for_a_password(anna):
    client = people.logged_in(anna)
    for path in ("/account/login/", "/account/reauthenticate/", "/account/email/"):
        for browser in (client, Client()):
            assert b'type="password"' not in browser.get(path).content


@pytest.mark.parametrize("path", ["/redactie/login/", "/redactie/password_reset/"])
def test_other_doors_lead_to_the_one_door(client, els, path):
    for method in (client.get, client.post):
        answer = method(path, {"username": els.email, "password": "x"})
        assert answer.status_code in (302, 405)
        assert answer.headers.get("Location", "/account/login/").startswith("/account/login/")


def test_password_never_opens_wagtail(client, els):
    els.set_password("correct horse battery staple")
    els.save()
    client.post(
        "/redactie/login/", {"username": els.email, "password": "correct horse battery staple"}
    )
    assert client.get("/redactie/").headers["Location"].startswith("/account/login/")


def test_signing_up_happens_at_lid_worden_only(client):
    assert client.get("/account/signup/").headers["Location"] == "/lid-worden/"
    client.post("/account/signup/", {"email": UNKNOWN})
    assert not User.objects.filter(email=UNKNOWN).exists()


@pytest.mark.parametrize(
    "path",
    [
        "/redactie/",
        "/redactie/aanvragen/",
        "/redactie/pages/",
        "/mijn/",
        "/leden/",
        "/ervaringen/",
        "/vragen/",
        "/zoeken/?q=bewoners",
        "/lessen/",
        "/feeds/alles.atom",
    ],
)
def test_editor_without_second_factor_is_sent_to_set_it_up(els, path):
    client = people.logged_in(els)
    for method in (client.get, client.post):
        assert method(path).headers["Location"] == "/account/2fa/"


def test_editor_without_second_factor_can_set_it_up_or_leave(client, els):
    people.log_in_by_code(client, els.email)
    for path in ("/account/2fa/", "/account/2fa/totp/activate/", "/account/2fa/webauthn/add/"):
        assert client.get(path).status_code == 200, path
    client.post("/account/logout/")
    assert client.get("/mijn/").headers["Location"].startswith("/account/login/")


def test_member_at_the_desk_hears_no_once(anna):
    people.member(anna, people.municipality("Heusden"))
    answer = people.logged_in(anna).get("/redactie/", follow=True)
    assert (answer.status_code, answer.redirect_chain) == (403, [])


def test_editor_with_second_factor_opens_the_desk(els):
    assert people.at_desk(els).get("/redactie/aanvragen/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(els):
    data = {"seed": encryption.seal("x"), "used_mask": 0}
    Authenticator.objects.create(user=els, type=Authenticator.Type.RECOVERY_CODES, data=data)
    assert people.logged_in(els).get("/redactie/").headers["Location"] == "/account/2fa/"


def test_who_has_a_second_factor_is_asked_for_it(client, els):
    people.second_factor(els)
    answer = people.log_in_by_code(client, els.email)
    assert answer.headers["Location"] == "/account/2fa/authenticate/"
    assert client.get("/redactie/").headers["Location"].startswith("/account/login/")


def test_editor_cannot_take_away_the_last_second_factor(els):
    factor = people.second_factor(els)
    adapter = get_adapter()
    assert not adapter.can_delete_authenticator(factor)
    Authenticator.objects.create(user=els, type=Authenticator.Type.WEBAUTHN, data={})
    assert adapter.can_delete_authenticator(factor)


def test_secrets_are_sealed_at_rest(client, anna):
    people.log_in_by_code(client, anna.email)
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    from allauth.mfa.totp.internal import auth

    code = auth.format_hotp_value(
        auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time()))
    )
    client.post("/account/2fa/totp/activate/", {"code": code})
    rows = Authenticator.objects.filter(user=anna)
    assert {row.type for row in rows} == {"totp", "recovery_codes"}
    assert all(secret not in str(row.data) for row in rows)
    assert encryption.unseal(rows.get(type="totp").data["secret"]) == secret


def test_secrets_move_to_a_new_key_and_the_old_one_can_go(anna, settings):
    people.second_factor(anna)
    old, new = settings.FIELD_KEYS[0], Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, old]
    assert second_factor.reseal_all() == 1
    settings.FIELD_KEYS = [new]
    stored = Authenticator.objects.get(user=anna).data["secret"]
    assert encryption.unseal(stored) == people.TOTP_SECRET


def test_tampered_secret_raises_instead_of_giving_something():
    sealed = encryption.seal("geheim")
    flipped = sealed[:-10] + ("A" if sealed[-10] != "A" else "B") + sealed[-9:]
    with pytest.raises(InvalidToken):
        encryption.unseal(flipped)


def test_member_without_second_factor_proves_again_by_code(client, anna):
    people.log_in_by_code(client, anna.email)
    people.pass_time(client, 301)
    answer = client.get("/account/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/account/reauthenticate/?next=")
    client.post("/account/reauthenticate/", {"send": "1"})
    answer = client.post(
        "/account/reauthenticate/",
        {"code": people.mailed_code(), "next": "/account/2fa/totp/activate/"},
    )
    assert answer.headers["Location"] == "/account/2fa/totp/activate/"
    assert client.get("/account/2fa/totp/activate/").status_code == 200


def test_desk_asks_for_a_second_factor_under_a_prefix_too(els):
    client = Client(SCRIPT_NAME="/x")
    client.force_login(els)
    answer = client.get("/redactie/")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/account/2fa/")


def test_who_has_a_second_factor_cannot_prove_again_by_code(client, anna):
    client.force_login(anna)
    url = "/account/reauthenticate/"
    client.post(url, {"send": "1"})
    code = people.mailed_code()
    people.second_factor(anna)
    mail.outbox.clear()
    for answer in (
        client.get(url),
        client.post(url, {"send": "1"}),
        client.post(url, {"code": code}),
    ):
        assert answer.headers["Location"] == "/account/2fa/reauthenticate/"
    assert mail.outbox == []
    assert not any(
        one.get("reauthenticated")
        for one in client.session.get("account_authentication_methods", [])
    )
    answer = client.get(f"{url}?next=/mijn/gegevens/")
    assert answer.headers["Location"].endswith("/2fa/reauthenticate/?next=%2Fmijn%2Fgegevens%2F")


@pytest.mark.parametrize(
    "path",
    ["/account/2fa/totp/activate/", "/account/2fa/webauthn/add/"],
)
def test_what_is_sensitive_asks_again_after_five_minutes(client, anna, path):
    people.log_in_by_code(client, anna.email)
    assert client.get(path).status_code == 200
    people.pass_time(client, 301)
    assert client.get(path).status_code == 302


def test_changing_the_address_asks_again_after_five_minutes(client, anna):
    people.log_in_by_code(client, anna.email)
    people.pass_time(client, 301)
    answer = client.post("/account/email/", {"email": "nieuw@example.org", "action_add": ""})
    assert answer.headers["Location"].startswith("/account/reauthenticate/")


def test_address_changes_after_a_code_to_the_new_one(client, anna):
    people.log_in_by_code(client, anna.email)
    client.post("/account/email/", {"email": "nieuw@example.org", "action_add": ""})
    client.post("/account/confirm-email/", {"code": people.mailed_code()})
    anna.refresh_from_db()
    assert anna.email == "nieuw@example.org"
    assert EmailAddress.objects.get(user=anna).email == "nieuw@example.org"


def test_blocked_person_is_out_on_the_next_request(client, anna):
    people.log_in_by_code(client, anna.email)
    anna.is_active = False
    anna.save()
    assert client.get("/mijn/").status_code == 302


def test_other_sessions_are_visible_and_closable(anna):
    here, there = Client(), Client()
    for client in (here, there):
        people.log_in_by_code(client, anna.email)
    assert here.get("/account/sessions/").content.decode().count("Ingelogd op") == 2
    here.post("/account/sessions/")
    assert here.get("/mijn/").status_code == 200
    assert there.get("/mijn/").status_code == 302


@pytest.mark.parametrize(
    ("setting", "key"),
    [("SESSION_COOKIE_AGE", "session_began"), ("SESSION_IDLE_SECONDS", "session_seen")],
)
def test_session_ends_when_too_old_or_left_alone(client, anna, settings, setting, key):
    people.log_in_by_code(client, anna.email)
    client.get("/mijn/")
    session = client.session
    session[key] -= getattr(settings, setting) + 1
    session.save()
    assert client.get("/mijn/").status_code == 302


def test_logging_out_clears_what_the_browser_kept(client, anna):
    people.log_in_by_code(client, anna.email)
    answer = client.post("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/mijn/").status_code == 302


def test_logging_out_says_so_at_once_and_only_there(client, anna):
    people.log_in_by_code(client, anna.email)
    answer = client.post("/account/logout/", follow=True)
    assert "<h1>U bent uitgelogd</h1>" in answer.content.decode()
    assert "uitgelogd" not in client.get("/account/login/").content.decode()
    people.log_in_by_code(client, anna.email)
    assert client.get("/account/uitgelogd/")["Location"] == "/mijn/"


@pytest.mark.parametrize("address", ["/account/email/", "/account/2fa/", "/account/sessions/"])
def test_settings_of_the_account_lead_back_to_mine(client, anna, address):
    people.log_in_by_code(client, anna.email)
    page = client.get(address).content.decode()
    assert '<a href="/mijn/">Mijn</a>' in page.partition("Kruimelpad")[2].partition("</nav>")[0]


def test_one_device_is_not_told_of_a_button_that_is_not_there(client, anna):
    people.log_in_by_code(client, anna.email)
    page = client.get("/account/sessions/").content.decode()
    assert "alleen op dit apparaat" in page
    assert "Log dan" not in page


def test_logging_out_takes_a_post(client, anna):
    people.log_in_by_code(client, anna.email)
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/mijn/").status_code == 200


def test_pages_behind_the_login_stay_out_of_browser_and_search_engine(client, anna):
    people.log_in_by_code(client, anna.email)
    headers = client.get("/mijn/").headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Robots-Tag"] == "noindex"
