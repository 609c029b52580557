"""Every screen of an account speaks Dutch and says "u", also where allauth wrote it first."""

import re

import pytest

from tests import people

INFORMAL = re.compile(r"\b(?:je|jij|jou|jouw|jezelf|jullie)\b", re.IGNORECASE)
ENGLISH = re.compile(
    r"\b(?:the|your|you|please|sign|password|submit|cancel|delete|email address)\b",
    re.IGNORECASE,
)
SCREENS = (
    "/account/login/",
    "/account/inactive/",
    "/account/logout/",
    "/account/email/",
    "/account/sessions/",
    "/account/reauthenticate/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/3rdparty/",
    "/account/3rdparty/login/cancelled/",
    "/account/3rdparty/login/error/",
)


@pytest.mark.parametrize("path", SCREENS)
def test_account_screen_speaks_dutch_and_says_u(client, anna, path):
    if path not in ("/account/login/", "/account/inactive/"):
        people.log_in_by_code(client, anna.email)
    answer = client.get(path, follow=True)
    assert answer.status_code in (200, 401)
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    words = re.sub(r"<[^>]+>", " ", main)
    assert INFORMAL.findall(words) == []
    assert ENGLISH.findall(words) == []
