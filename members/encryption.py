"""Encryption at rest for small secrets: readable with the keys, never without.

Second factors, letters and intentions; and mail that waits, which may hold a code while a backup
is made. What is told in a group has keys of its own: see ``intervision.sealing``.
"""

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def seal_without_moment(text: str) -> str:
    """As :func:`seal`, which keeps the second of sealing for everybody to read; this does not."""
    return _keys().encrypt_at_time(text.encode(), 0).decode()


def unseal(sealed: str) -> str:
    """The text again; raises ``InvalidToken`` when it was tampered with or the key is gone."""
    return _keys().decrypt(sealed.encode()).decode()


def reseal(sealed: str) -> str:
    """The same text under the first key, so that an older key can be thrown away."""
    return _keys().rotate(sealed.encode()).decode()


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])
