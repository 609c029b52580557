"""Files that members add: checked by what they hold, made anew, and told of nothing.

A picture is drawn anew and a PDF copied page by page. So what a camera or an office program wrote
along is gone, and so is whatever could run.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum

from members.people.models import User

from ..models import StoredFile
from .images import FORMATS
from .refused import RefusedError
from .sandbox import scrubbed

MAX_BYTES = 10 * 1024 * 1024
MOST_FILES = 5
# Per member and day: more than anybody shares, and little enough to read for whoever attacks.
MOST_BYTES_A_DAY = 100 * 1024 * 1024
MOST_TRIES_A_DAY = 60
DAY = timedelta(days=1)
_SAME_KIND = {"jpeg": "jpg"}
ENOUGH = "U voegde vandaag al veel bestanden toe. Kies dit bestand morgen opnieuw."


@dataclass(frozen=True, slots=True)
class CleanFile:
    kind: str
    content: bytes


def store(upload: UploadedFile, *, owner: User, now: datetime) -> StoredFile:
    """Keep a clean copy under a name of our own, or RefusedError."""
    _refuse_too_many(upload, owner, now)
    clean = cleaned(upload)
    stored = StoredFile(owner=owner, kind=clean.kind, size=len(clean.content), made_at=now)
    stored.file.save("", ContentFile(clean.content), save=True)
    return stored


def cleaned(upload: UploadedFile) -> CleanFile:
    """The upload made anew, or RefusedError."""
    kind = _kind(upload)
    if upload.size is None or upload.size > MAX_BYTES:
        raise RefusedError("Dit bestand is groter dan 10 MB. Maak het kleiner en kies het opnieuw.")
    return CleanFile(kind, scrubbed(upload.read(), kind))


def _kind(upload: UploadedFile) -> str:
    ending = (upload.name or "").rpartition(".")[2].lower()
    kind = _SAME_KIND.get(ending, ending)
    if kind != "pdf" and kind not in FORMATS:
        raise RefusedError("Kies een pdf, jpg, png of webp. Bewaar een document eerst als pdf.")
    return kind


def _refuse_too_many(upload: UploadedFile, owner: User, now: datetime) -> None:
    """A file that is refused costs us as much as one that is kept: so tries count as well."""
    key = f"uploads:{owner.pk}:{now:%Y-%m-%d}"
    cache.add(key, 0, DAY.total_seconds())
    tries = cache.incr(key)
    kept = StoredFile.objects.filter(owner=owner, made_at__gt=now - DAY)
    taken = kept.aggregate(bytes=Sum("size"))["bytes"] or 0
    if tries > MOST_TRIES_A_DAY or taken + (upload.size or 0) > MOST_BYTES_A_DAY:
        raise RefusedError(ENOUGH)
