"""The keys of rounds and groups: one small file each, wrapped by a master key, in a folder of
its own that stays out of the database and out of its backups.

A key file is written and synced before anything is sealed with it. What was destroyed leaves an
empty mark, so that neither a slow process nor a rotation can bring its key back.
"""

import base64
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
NONCE_BYTES = 12
MARK_BYTES = 8
KEY, UNFINISHED, DESTROYED = ".key", ".new", ".destroyed"
_NAME = re.compile(r"[0-9A-Za-z_-]+(\.[0-9A-Za-z_-]+)?")


class SealError(Exception):
    """Something sealed cannot be read, and must not be shown in any other form."""


class KeyMissingError(SealError):
    """The key is not in the folder, or none of the master keys opens it."""


class DestroyedError(SealError):
    """The key was destroyed; so was everything that was sealed with it."""


def data_key(round_id: int | str, group: str = "", *, make: bool = False) -> bytes:
    """The key of a group, or of the round as a whole; ``make`` one when there is none yet."""
    path = _path(round_id, group)
    if _mark(path).exists() or _mark(_path(round_id)).exists():
        raise DestroyedError(f"De sleutel van {path.stem} is vernietigd.")
    try:
        return _unwrap(path.read_bytes(), path.stem)
    except FileNotFoundError:
        if not make:
            raise KeyMissingError(f"De sleutel van {path.stem} ontbreekt.") from None
    _make(path)
    return data_key(round_id, group)


def destroy(round_id: int | str, group: str = "") -> None:
    """Destroy the key of one group, or every key of the round. Twice is once."""
    path = _path(round_id, group)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # First the mark: whoever puts a key here at this moment looks for it afterwards.
    _mark(path).touch(mode=0o600)
    _sync(path.parent)
    for doomed in path.parent.glob(f"{path.stem}.*"):
        if doomed.suffix != DESTROYED:
            doomed.unlink(missing_ok=True)
    _sync(path.parent)


def is_used(round_id: int | str) -> bool:
    """Whether there is or was a key of this round, or of another one that had its number."""
    return any(_path(round_id).parent.glob(f"{round_id}.*"))


def rewrap_all() -> int:
    """Put every key under the first master key; afterwards the older master keys can go."""
    count = 0
    for path in _key_files():
        with suppress(FileNotFoundError):
            key = _unwrap(path.read_bytes(), path.stem)
            os.replace(_written(path, key), path)
            _sync(path.parent)
            count += not _undo_if_destroyed(path)
    return count


def master_keys() -> list[bytes]:
    """As SEALING_KEYS says; the first wraps, the others still open."""
    keys = [base64.urlsafe_b64decode(key) for key in settings.SEALING_KEYS]
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise ImproperlyConfigured("SEALING_KEYS ontbreekt of klopt niet: zie `generate_key`.")
    return keys


def _make(path: Path) -> None:
    """Of two processes that make this key at once, one wins and the other reads."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = _written(path, secrets.token_bytes(KEY_BYTES))
    try:
        os.link(fresh, path)
    except (FileExistsError, FileNotFoundError):
        # Somebody else was first, or destroyed this key in the meantime.
        return
    finally:
        fresh.unlink(missing_ok=True)
    _sync(path.parent)
    _undo_if_destroyed(path)


def _written(path: Path, key: bytes) -> Path:
    """The wrapped key in a file beside ``path``, on the disk and not only in memory."""
    fresh = path.with_name(f"{path.stem}.{secrets.token_hex(8)}{UNFINISHED}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(_wrap(key, path.stem))
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _undo_if_destroyed(path: Path) -> bool:
    whole_round = path.with_name(path.stem.partition(".")[0] + KEY)
    gone = _mark(path).exists() or _mark(whole_round).exists()
    if gone:
        path.unlink(missing_ok=True)
    return gone


def _wrap(key: bytes, name: str) -> bytes:
    master, nonce = master_keys()[0], secrets.token_bytes(NONCE_BYTES)
    return _mark_of(master) + nonce + AESGCM(master).encrypt(nonce, key, name.encode())


def _unwrap(wrapped: bytes, name: str) -> bytes:
    mark, rest = wrapped[:MARK_BYTES], wrapped[MARK_BYTES:]
    nonce, sealed = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
    for master in master_keys():
        if _mark_of(master) == mark:
            with suppress(InvalidTag, ValueError):
                return AESGCM(master).decrypt(nonce, sealed, name.encode())
    raise KeyMissingError(f"Geen sleutel in SEALING_KEYS opent de sleutel van {name}.")


def _mark_of(master: bytes) -> bytes:
    """Tells which master key wrapped a key, and nothing about it."""
    return hashlib.sha256(b"gideonsbende master key\n" + master).digest()[:MARK_BYTES]


def _path(round_id: int | str, group: str = "") -> Path:
    name = f"{round_id}.{group}" if group else str(round_id)
    if not _NAME.fullmatch(name):
        raise ValueError("A key has a plain name")
    return Path(settings.ROUND_KEYS_ROOT) / f"{name}{KEY}"


def _key_files() -> Iterator[Path]:
    return Path(settings.ROUND_KEYS_ROOT).glob(f"*{KEY}")


def _mark(path: Path) -> Path:
    return path.with_suffix(DESTROYED)


def _sync(folder: Path) -> None:
    """Also the list of names in a folder must reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
