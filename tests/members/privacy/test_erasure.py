"""Erasing: what goes, what stays without a name, and nothing that still tells who it was."""

import io
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal import auth
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from members.people import colleague_requests, invitations
from members.people.models import Invitation, Membership, Photo, User
from members.practices.attachments import uploads
from members.practices.comments import comments
from members.practices.models import Comment, Practice, StoredFile
from members.practices.sharing import submission
from members.privacy.erasure import Cause, erase, preview
from members.privacy.export import export
from members.privacy.handover import handovers
from members.privacy.models import Handover
from tests.members.practices.files import photo
from tests.people import TOTP_SECRET, application, at_desk, log_in_by_code, pass_time

NAME, ADDRESS, SLUG = "Anna van Zanten", "anna@example.org", "anna-van-zanten"
FULL_NAME_IN_TEXT = f"Vraag {NAME} maar, of mail {ADDRESS}."


def dump() -> str:
    """Every value of every table, as a thief of the database would read it."""
    found = io.StringIO()
    tables = connection.introspection.table_names(include_views=False)
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                found.write(f"{table}: {row!r}\n")
    return found.getvalue().lower()


def gone(person: User) -> None:
    erase(person, cause=Cause.OWN_WISH, now=timezone.now())


@pytest.fixture
def busy_anna(anna, bram, els, heusden, share) -> User:
    """Anna left traces everywhere a member can."""
    now = timezone.now()
    anna.profile.slug, anna.profile.working_on = SLUG, FULL_NAME_IN_TEXT
    anna.profile.save()
    Photo.objects.create(profile=anna.profile, jpeg=b"\xff\xd8")
    application(anna, heusden, state="approved", decided_at=now, motivation=FULL_NAME_IN_TEXT)
    invitations.invite(by=bram, name=NAME, email=ADDRESS, now=now)
    bram.profile.offers.add(_a_lesson())
    colleague_requests.ask(
        by=anna, lesson=_a_lesson(), size="", question=FULL_NAME_IN_TEXT, now=now
    )
    answered = share(by=anna, title="Beantwoord", matter=FULL_NAME_IN_TEXT)
    submission.submit(
        token=uuid4(),
        content=_content_of(answered, FULL_NAME_IN_TEXT),
        by=anna,
        now=now,
        practice=answered,
    )
    _talk(answered, bram, f"Dank, @{SLUG} en {NAME}!")
    mine = _talk(answered, anna, FULL_NAME_IN_TEXT)
    _talk(answered, bram, "Dat helpt.", parent=mine)
    share(by=anna, title="Onbeantwoord geheim")
    share(by=bram, title="Van Bram", matter=f"Ik leerde dit van {NAME}.")
    ModelLogEntry.objects.log_action(anna, "wagtail.edit", user=els)
    export(anna, into=io.BytesIO(), now=now)
    membership = anna.memberships.get()
    handovers.leave(membership, on=timezone.localdate(), reason="met pensioen", by=anna)
    handovers.give(
        membership, role="gemeentesecretaris", letter=f"Groet, {NAME}", items={}, by=anna, now=now
    )
    return anna


def _a_lesson():
    from lessons.models import LessonPage

    return LessonPage.objects.first()


def _content_of(practice: Practice, matter: str) -> submission.Content:
    kept = {name: getattr(practice, name) for name in submission.PLAIN}
    return submission.Content(**kept | {"matter": matter, "lessons": [_a_lesson()]})


def _talk(practice: Practice, by: User, text: str, parent: Comment | None = None) -> Comment:
    return comments.comment(practice, text, token=uuid4(), by=by, now=timezone.now(), parent=parent)


def test_dump_holds_neither_name_nor_address(busy_anna):
    before = dump()
    assert NAME.lower() in before
    assert ADDRESS in before
    gone(busy_anna)
    after = dump()
    for trace in (NAME, ADDRESS, f"@{SLUG}"):
        assert [line for line in after.splitlines() if trace.lower() in line] == []


def test_dump_pairs_no_municipality_with_the_person(busy_anna):
    gone(busy_anna)
    assert not Membership.objects.filter(person__email=ADDRESS).exists()
    assert not User.objects.filter(pk=busy_anna.pk).exists()


def test_answered_contributions_stay_without_a_name(busy_anna):
    gone(busy_anna)
    stayed = Practice.objects.get(title="Beantwoord")
    assert stayed.author is None
    assert stayed.live
    assert stayed.matter == "Vraag oud-lid maar, of mail oud-lid."
    assert Comment.objects.filter(author=None, text="Vraag oud-lid maar, of mail oud-lid.").exists()


def test_reader_sees_a_former_member_in_place_of_the_name(busy_anna, bram, client):
    gone(busy_anna)
    client.force_login(bram)
    page = client.get(Practice.objects.get(title="Beantwoord").get_absolute_url())
    assert page.status_code == 200
    assert "oud-lid" in page.content.decode()


def test_unanswered_contributions_disappear_with_their_titles(busy_anna):
    assert "onbeantwoord geheim" in dump()
    gone(busy_anna)
    assert "onbeantwoord geheim" not in dump()


def test_texts_of_others_lose_the_name_and_keep_the_rest(busy_anna):
    gone(busy_anna)
    assert Practice.objects.get(title="Van Bram").matter == "Ik leerde dit van oud-lid."
    assert Comment.objects.filter(text="Dank, oud-lid en oud-lid!").exists()


def test_waiting_handover_stays_for_the_successor_without_a_name(busy_anna):
    gone(busy_anna)
    handover = Handover.objects.get()
    assert (handover.giver, handover.letter) == (None, "Groet, oud-lid")


def test_preview_counts_what_goes_and_says_why_the_rest_stays(busy_anna):
    shown = preview(busy_anna)
    goes = {line.title: line.count for line in shown.goes}
    stays = {line.title: (line.count, line.why) for line in shown.stays}
    assert goes["Uw account"] == 1
    assert goes["Uw ervaringen"] == 1
    assert goes["Uitnodigingen aan u"] == 1
    assert stays["Uw ervaringen"] == (1, "Collega’s reageerden erop of schreven eraan mee.")
    assert stays["Uw reacties"][0] == 1


def test_preview_changes_nothing(busy_anna):
    before = dump()
    preview(busy_anna)
    assert dump() == before


def test_attachments_of_what_disappears_leave_the_disk(anna, share):
    stored = uploads.store(photo("jpg"), owner=anna, now=timezone.now())
    share(by=anna, files=[stored])
    storage, name = stored.file.storage, stored.file.name
    assert storage.exists(name)
    gone(anna)
    assert not StoredFile.objects.exists()
    assert not storage.exists(name)


def test_attachments_of_what_stays_stay(anna, bram, share):
    stored = uploads.store(photo("jpg"), owner=anna, now=timezone.now())
    _talk(share(by=anna, files=[stored]), bram, "Mooi.")
    gone(anna)
    assert StoredFile.objects.get().owner is None
    assert stored.file.storage.exists(stored.file.name)


def test_a_name_of_one_word_stays_a_word_in_texts_of_others(anna, bram, share):
    anna.name = "Best"
    anna.save()
    share(by=bram, matter="Het ging best goed.")
    gone(anna)
    assert Practice.objects.get().matter == "Het ging best goed."


def test_every_session_ends(anna):
    phone, laptop = Client(), Client()
    for device in (phone, laptop):
        log_in_by_code(device, anna.email)
    gone(anna)
    for device in (phone, laptop):
        assert device.get("/mijn/").status_code == 302


def test_a_last_mail_confirms_it_without_content(busy_anna):
    mail.outbox.clear()
    gone(busy_anna)
    [message] = mail.outbox
    assert message.to == [ADDRESS]
    assert message.subject == "Uw gegevens zijn gewist"
    assert "Beantwoord" not in message.body


def test_trail_says_that_it_happened_and_not_to_whom(busy_anna):
    gone(busy_anna)
    entry = ModelLogEntry.objects.get(action="privacy.erase")
    assert entry.label == f"Account {busy_anna.pk}"
    assert entry.data == {"cause": "eigen wens"}


def test_nothing_is_erased_when_something_fails(busy_anna, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("members.privacy.pseudonymisation.take_out_of_other_texts", fail)
    with pytest.raises(RuntimeError):
        gone(busy_anna)
    assert User.objects.filter(pk=busy_anna.pk).exists()
    assert Practice.objects.filter(title="Onbeantwoord geheim").exists()


def test_invitation_to_somebody_who_went_is_gone(busy_anna):
    gone(busy_anna)
    assert not Invitation.objects.filter(email=ADDRESS).exists()


# --- The screen -------------------------------------------------------------------------------


@pytest.fixture
def client_of_anna(anna) -> Client:
    client = Client()
    log_in_by_code(client, anna.email)
    return client


def test_screen_and_deed_ask_for_a_fresh_proof(client_of_anna, anna):
    pass_time(client_of_anna, 301)
    for answer in (
        client_of_anna.get("/mijn/gegevens/wissen/"),
        client_of_anna.post("/mijn/gegevens/wissen/", {"sure": "on"}),
    ):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/reauthenticate/")
    assert User.objects.filter(pk=anna.pk).exists()


def test_without_the_tick_nothing_happens_and_the_error_says_what_to_do(client_of_anna, anna):
    answer = client_of_anna.post("/mijn/gegevens/wissen/")
    assert "Zet een vinkje" in answer.content.decode()
    assert User.objects.filter(pk=anna.pk).exists()


def test_after_the_tick_everything_is_gone_and_the_browser_forgets(client_of_anna, anna):
    answer = client_of_anna.post("/mijn/gegevens/wissen/", {"sure": "on"}, follow=True)
    assert "Uw gegevens zijn gewist" in answer.content.decode()
    assert answer.redirect_chain == [("/mijn/gegevens/gewist/", 302)]
    assert not User.objects.filter(pk=anna.pk).exists()


def test_editor_first_hands_over_their_rights(els):
    client = at_desk(els)
    code = auth.hotp_value(TOTP_SECRET, next(auth.yield_hotp_counters_from_time()))
    client.post("/account/2fa/reauthenticate/", {"code": auth.format_hotp_value(code)})
    answer = client.post("/mijn/gegevens/wissen/", {"sure": "on"})
    assert "Draag eerst uw rechten over" in answer.content.decode()
    assert User.objects.filter(pk=els.pk).exists()
