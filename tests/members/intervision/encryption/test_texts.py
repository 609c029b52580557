"""What is sealed opens in its own place with its own key, and otherwise not at all."""

import base64
import threading

import pytest
from django.core.management import call_command

from members.intervision.encryption import keys, texts

TEXT = "De wethouder wil niet luisteren."
WHERE = "enrolment:12:sentence"
NEW_KEY = base64.urlsafe_b64encode(b"n" * 32).decode()


def sealed(round_id: int = 1, **changes: str) -> bytes:
    return texts.seal(round_id, TEXT, **{"bound_to": WHERE} | changes)


def unsealed(text: bytes, round_id: int = 1, **changes: str) -> str:
    return texts.unseal(round_id, text, **{"bound_to": WHERE} | changes)


def test_text_comes_back():
    assert unsealed(sealed()) == TEXT
    assert unsealed(sealed(group="abc"), group="abc") == TEXT
    assert texts.unseal(1, memoryview(sealed()), bound_to=WHERE) == TEXT


@pytest.mark.parametrize("text", ["", "\x80\x00", "é" * 63, "x" * 64, "🔥"])
def test_every_text_comes_back(text):
    assert texts.unseal(1, texts.seal(1, text, bound_to="a"), bound_to="a") == text


def test_same_text_is_sealed_differently_every_time():
    assert sealed() != sealed()


def test_short_answers_have_the_same_length():
    warm, cold = (texts.seal(1, answer, bound_to="a") for answer in ("warm", "heel koud"))
    assert len(warm) == len(cold)


def test_sealed_text_cannot_be_moved():
    text = sealed(group="abc")
    sealed(round_id=2, group="abc")
    sealed(group="def")
    for moved in ({"bound_to": "enrolment:13:sentence"}, {"round_id": 2}, {"group": "def"}):
        with pytest.raises(texts.TamperedError):
            unsealed(text, **{"group": "abc"} | moved)


def test_every_flipped_byte_is_refused():
    text = sealed()
    for place in range(len(text)):
        changed = bytearray(text)
        changed[place] ^= 1
        with pytest.raises(texts.TamperedError):
            unsealed(bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 5, 13, 20])
def test_half_a_text_is_refused(length):
    with pytest.raises(texts.TamperedError):
        unsealed(sealed()[:length])


def test_without_its_key_file_nothing_opens(settings):
    text = sealed()
    (settings.ROUND_KEYS_ROOT / "1.key").unlink()
    with pytest.raises(texts.KeyMissingError):
        unsealed(text)


def test_changed_or_exchanged_key_file_is_refused(settings):
    text = sealed()
    sealed(round_id=2)
    own, other = (settings.ROUND_KEYS_ROOT / name for name in ("1.key", "2.key"))
    kept = own.read_bytes()
    for wrong in (kept[:-1] + bytes([kept[-1] ^ 1]), other.read_bytes(), b""):
        own.write_bytes(wrong)
        with pytest.raises(texts.KeyMissingError):
            unsealed(text)


def test_key_file_is_readable_for_the_service_alone(settings):
    sealed()
    assert (settings.ROUND_KEYS_ROOT / "1.key").stat().st_mode & 0o777 == 0o600
    assert settings.ROUND_KEYS_ROOT.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in settings.ROUND_KEYS_ROOT.iterdir()] == ["1.key"]


def test_destroyed_is_destroyed_and_twice_is_once():
    text = sealed()
    for _time in range(2):
        texts.destroy(1)
    with pytest.raises(texts.DestroyedError):
        unsealed(text)
    with pytest.raises(texts.DestroyedError):
        sealed()


def test_destroying_a_group_leaves_the_others():
    kept, gone, of_round = sealed(group="abc"), sealed(group="def"), sealed()
    texts.destroy(1, "def")
    assert unsealed(kept, group="abc") == unsealed(of_round) == TEXT
    with pytest.raises(texts.DestroyedError):
        unsealed(gone, group="def")


def test_destroying_a_round_destroys_its_groups_and_no_other_round(settings):
    sealed(group="abc")
    other, text = sealed(round_id=11), sealed()
    # Left by a rotation that was cut off.
    (settings.ROUND_KEYS_ROOT / "1.abc.0123.new").write_bytes(b"wrapped")
    texts.destroy(1)
    for gone in (lambda: unsealed(text), lambda: sealed(group="abc"), lambda: sealed(group="new")):
        with pytest.raises(texts.DestroyedError):
            gone()
    assert unsealed(other, round_id=11) == TEXT
    assert sorted(path.name for path in settings.ROUND_KEYS_ROOT.iterdir()) == [
        "1.destroyed",
        "11.key",
    ]


def test_key_that_is_put_back_during_destruction_does_not_stay(monkeypatch, settings):
    """Rotation read the key, then the round was destroyed, then rotation writes."""
    sealed()
    written = keys._written

    def slow(path, key):
        fresh = written(path, key)
        texts.destroy(1)
        return fresh

    monkeypatch.setattr(keys, "_written", slow)
    assert texts.rewrap_all() == 0
    assert not list(settings.ROUND_KEYS_ROOT.glob("*.key"))


def test_processes_that_make_a_key_at_once_use_the_same():
    texts: list[bytes] = []
    together = threading.Barrier(8)

    def write() -> None:
        together.wait()
        texts.append(sealed())

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [unsealed(text) for text in texts] == [TEXT] * 8


@pytest.mark.django_db
def test_master_key_rotates_over_a_thousand_rounds(settings, monkeypatch, capsys):
    # A thousand keys need not survive a power cut in a test.
    monkeypatch.setattr(keys.os, "fsync", lambda _descriptor: None)
    kept = [sealed(round_id=number) for number in range(1000)]
    old = settings.SEALING_KEYS
    settings.SEALING_KEYS = [NEW_KEY, *old]
    assert unsealed(kept[0], round_id=0) == TEXT
    call_command("rotate_keys")
    assert "1000 sleutels van intervisie" in capsys.readouterr().out
    settings.SEALING_KEYS = [NEW_KEY]
    assert [unsealed(text, round_id=number) for number, text in enumerate(kept)] == [TEXT] * 1000
    settings.SEALING_KEYS = old
    with pytest.raises(texts.KeyMissingError):
        unsealed(kept[0], round_id=0)
