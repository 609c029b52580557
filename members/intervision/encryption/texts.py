"""What is told in intervision, sealed: a data key per group, and nothing readable without it.

A sealed text is bound to its round, its group and the field it stands in: moved to another row it
does not open. Whoever destroys the key destroys the text, also in every older backup.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import keys
from .keys import DestroyedError, KeyMissingError, SealError, destroy, is_used, rewrap_all

__all__ = [
    "DestroyedError",
    "KeyMissingError",
    "SealError",
    "TamperedError",
    "destroy",
    "is_used",
    "rewrap_all",
    "seal",
    "unseal",
]

# Goes before every sealed text, so that a later form can be told from this one.
FORM = b"\x01"
NONCE_BYTES = 12
# Texts are filled up to a multiple of this: the length of a short answer would tell which it was.
BLOCK_BYTES = 64
FILLER = b"\x80"


class TamperedError(SealError):
    """The text was changed, stands in another place than it was sealed for, or has another key."""


def seal(round_id: int | str, text: str, *, bound_to: str, group: str = "") -> bytes:
    """Makes the key when this is the first text; ``bound_to`` names row and field.

    ``group`` is the random key of a group with a data key of its own; without it the text is
    sealed with the key of the round as a whole.
    """
    key = keys.data_key(round_id, group, make=True)
    nonce = secrets.token_bytes(NONCE_BYTES)
    place = _place(round_id, group, bound_to)
    return FORM + nonce + AESGCM(key).encrypt(nonce, _filled(text.encode()), place)


def unseal(
    round_id: int | str, sealed: bytes | memoryview, *, bound_to: str, group: str = ""
) -> str:
    """The text again; raises a :class:`SealError` rather than give anything else."""
    whole = bytes(sealed)
    if whole[:1] != FORM:
        raise TamperedError("Deze tekst heeft een onbekende vorm.")
    nonce, rest = whole[1 : 1 + NONCE_BYTES], whole[1 + NONCE_BYTES :]
    key = keys.data_key(round_id, group)
    try:
        filled = AESGCM(key).decrypt(nonce, rest, _place(round_id, group, bound_to))
    except (InvalidTag, ValueError) as wrong:
        raise TamperedError("Deze tekst is veranderd of hoort hier niet.") from wrong
    return filled[: filled.rindex(FILLER)].decode()


def _place(round_id: int | str, group: str, bound_to: str) -> bytes:
    return "\n".join((str(round_id), group, bound_to)).encode()


def _filled(text: bytes) -> bytes:
    length = -(-(len(text) + 1) // BLOCK_BYTES) * BLOCK_BYTES
    return (text + FILLER).ljust(length, b"\x00")
