"""One test per event of the security log: six fields each, and nothing that says too much."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import ModelLogEntry

from gideonsbende.errors import too_many_requests
from gideonsbende.middleware import DenialLogMiddleware
from lessons.municipalities.models import Municipality
from members.audit import signal_handlers
from members.people import memberships
from members.people.models import User
from members.people.models.membership import Suspension
from members.privacy.erasure import Cause, erase
from members.privacy.export import export
from tests import people
from tests.members.conftest import _mail_leaves_at_once  # noqa: F401 - used by every test here

pytestmark = pytest.mark.django_db

FIELDS = {"time", "action", "object", "result", "origin", "actor"}


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.raw: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.raw.append(self.format(record))

    def of(self, action: str) -> list[dict[str, str]]:
        """What was written about this action; each line complete, and in UTC."""
        found = [json.loads(line) for line in self.raw]
        for line in found:
            assert set(line) >= FIELDS
            assert all(line[field] for field in FIELDS)
            assert datetime.fromisoformat(line["time"]).utcoffset() == UTC.utcoffset(None)
        return [line for line in found if line["action"] == action]

    def last(self, action: str) -> tuple[str, str, str, str, str]:
        line = self.of(action)[-1]
        told = (line[name] for name in ("object", "result", "origin", "actor"))
        return (*told, line.get("detail", ""))


@pytest.fixture
def lines() -> Iterator[Lines]:
    kept = Lines()
    logging.getLogger("security").addHandler(kept)
    yield kept
    logging.getLogger("security").removeHandler(kept)


def name(user: User) -> str:
    return f"people.user:{user.pk}"


@pytest.fixture
def membership(anna, content):
    return people.member(anna, Municipality.objects.get(name="Heusden"))


def test_login(lines, client, anna, mailoutbox):
    people.log_in_by_code(client, anna.email)
    assert lines.last("login") == (name(anna), "done", "127.0.0.1", name(anna), "")
    assert len(lines.of("login")) == 1


def test_wrong_code(lines, client, anna):
    client.post("/account/login/", {"login": anna.email})
    client.post("/account/login/code/confirm/", {"code": "AAAA-AAAA"})
    assert lines.last("login") == (name(anna), "failed", "127.0.0.1", "anonymous", "")


def test_wrong_code_for_an_account_that_is_not_there(lines, client, db):
    client.post("/account/login/", {"login": "niemand@example.org"})
    client.post("/account/login/code/confirm/", {"code": "AAAA-AAAA"})
    assert lines.last("login")[:2] == ("unknown account", "failed")
    assert "niemand" not in "".join(lines.raw)


def test_wrong_code_again(lines, anna):
    client = people.logged_in(anna)
    people.pass_time(client, 301)
    client.post("/account/reauthenticate/", {"send": "1"})
    client.post("/account/reauthenticate/", {"code": "AAAA-AAAA"})
    assert lines.last("proof again") == (name(anna), "failed", "127.0.0.1", name(anna), "")


def test_wrong_second_factor(lines, client, els):
    people.second_factor(els)
    people.log_in_by_code(client, els.email)
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert lines.last("second factor") == (name(els), "failed", "127.0.0.1", "anonymous", "")


def test_second_factor_removed(lines, els, anna):
    for signal, told in (
        (signals.authenticator_added, "added totp"),
        (signals.authenticator_removed, "removed totp"),
    ):
        signal.send(Authenticator, request=None, user=anna, authenticator=people.second_factor(els))
        Authenticator.objects.all().delete()
        assert lines.last("second factor")[4] == told


def test_logout(lines, anna):
    people.logged_in(anna).post("/account/logout/")
    assert lines.last("logout") == (name(anna), "done", "127.0.0.1", name(anna), "")


def test_denial(lines, anna, content):
    people.logged_in(anna).get("/leden/vraag-een-collega/12/")
    told = ("GET leden/vraag-een-collega/<int:pk>/ pk=12", "refused", "127.0.0.1", name(anna), "")
    assert lines.last("denial") == told


def test_denial_tells_no_key_from_the_address(lines, anna):
    Client(enforce_csrf_checks=True).post("/lidmaatschap/GEHEIM/")
    assert lines.last("denial")[0] == "POST lidmaatschap/<str:key>/"
    assert "GEHEIM" not in "".join(lines.raw)


@pytest.mark.parametrize("path", ["aanvragen/", "users/"])
def test_denial_at_the_desk(lines, anna, content, path):
    people.logged_in(anna).get(f"/redactie/{path}")
    assert lines.last("denial")[1:4] == ("refused", "127.0.0.1", name(anna))


def test_denial_within_the_desk(lines, els, content):
    people.at_desk(els).get("/redactie/groups/")
    assert lines.last("denial")[1:4] == ("refused", "127.0.0.1", name(els))


def test_ordinary_desk_work_is_no_denial(lines, els, content):
    desk = people.at_desk(els)
    assert desk.get("/redactie/").status_code == 200
    assert desk.get("/redactie/aanvragen/").status_code == 200
    assert Client().get("/redactie/").status_code == 302
    assert lines.of("denial") == []


def test_rate_limit_on_an_address(lines, rf: RequestFactory):
    def answer(request: HttpRequest):
        return too_many_requests(request)

    DenialLogMiddleware(answer)(rf.get("/lid-worden/"))
    assert lines.last("rate limit")[1] == "refused"


def test_rate_limit_on_codes(lines, client, anna):
    client.post("/account/login/", {"login": anna.email})
    for _time in range(6):
        client.post("/account/login/", {"login": anna.email})
        client.post("/account/login/code/confirm/", {"code": "AAAA-AAAA"})
    assert lines.last("rate limit")[1:4] == ("refused", "127.0.0.1", "anonymous")


def test_group_given_and_taken(lines, anna, els):
    group = Group.objects.get(name="Redactie")
    anna.groups.add(group)
    assert lines.last("role") == (name(anna), "done", "command", "system", f"add group:{group.pk}")
    group.user_set.remove(anna)
    assert lines.last("role")[4] == f"remove group:{group.pk}"
    anna.groups.clear()
    assert lines.last("role")[4] == "clear group:all"


def test_powers_given_and_taken(lines, anna):
    anna.is_superuser = True
    anna.save()
    assert lines.last("role") == (name(anna), "done", "command", "system", "is_superuser=true")
    anna.is_active = False
    anna.save()
    assert lines.last("role")[4] == "is_active=false"
    anna.save()
    assert len(lines.of("role")) == 2


def test_new_account_is_news_only_with_powers(lines, db):
    User.objects.create_user("gewoon@example.org", "Gewoon")
    assert lines.of("role") == []
    chief = User.objects.create_superuser("baas@example.org", "Baas")
    assert [line["object"] for line in lines.of("role")] == [name(chief)] * 2


def test_membership_suspended(lines, membership, els):
    today = timezone.localdate()
    memberships.suspend(membership, reason=Suspension.EDITORS, by=els, today=today)
    thing = f"people.membership:{membership.pk}"
    assert lines.last("role") == (thing, "done", "command", name(els), "membership.suspend")


@pytest.mark.parametrize(
    ("command", "detail"), [("generate_key", "made"), ("rotate_keys", "rotated")]
)
def test_keys(lines, command, detail, capsys):
    call_command(command)
    assert lines.last("key") == ("FIELD_KEYS", "done", "command", "system", detail)
    assert capsys.readouterr().out.strip() not in "".join(lines.raw)


def test_export(lines, membership, anna):
    export(anna, into=io.BytesIO(), now=timezone.now())
    assert lines.last("export") == (name(anna), "done", "command", name(anna), "export")


def test_erasure(lines, membership, anna):
    was = name(anna)
    erase(anna, cause=Cause.OWN_WISH, now=timezone.now())
    assert lines.last("erasure")[:2] == (was, "done")


def test_destruction(lines, anna):
    """The name under which the sealed rooms note that they are gone."""
    entry = ModelLogEntry(
        action="intervision.destroy",
        content_type=ContentType.objects.get_for_model(anna),
        object_id=str(anna.pk),
    )
    signal_handlers._in_the_trail(entry, created=True)
    assert lines.last("destruction") == (name(anna), "done", "command", "system", "destroy")


def test_nothing_is_told_but_numbers(lines, client, membership, anna, els, mailoutbox):
    anna.name = "Anna Kanarie"
    anna.save()
    people.log_in_by_code(client, anna.email)
    client.get("/redactie/")
    client.post("/account/logout/")
    memberships.end(membership, on=timezone.localdate(), reason="KANARIE", by=els)
    erase(anna, cause=Cause.OWN_WISH, now=timezone.now())
    told = "".join(lines.raw).lower()
    assert len(lines.raw) >= 5
    for secret in ("kanarie", "example.org", "anna", people.CODE.pattern):
        assert secret not in told
    assert not people.CODE.search("".join(lines.raw))
