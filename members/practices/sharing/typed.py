"""What arrived from the form as it was typed: the part between a request and a draft."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, QueryDict

from members.people.models import User
from members.permissions import may_share

from ..attachments import uploads
from ..models import Practice, StoredFile
from ..models.draft import KEPT, Answers, as_uuid, files_in
from . import drafts
from .forms import TEXTS, PracticeForm

WRITER_SALT = "practices.writer"
# As long as somebody may leave a form open and still find the text back.
WRITER_SECONDS = 14 * 24 * 60 * 60
# Fields of the form beside the questions.
DROPPED, NEW = "drop", "files"
# What only a writer fills in; the rest the form may have chosen by itself.
WRITTEN = (*TEXTS, "topics", "co_author", KEPT)


def writer_mark(person: User) -> str:
    """Says who opened the form, so that a text that comes after the login expired is not lost."""
    return signing.dumps(person.pk, salt=WRITER_SALT)


@dataclass(slots=True)
class Typed:
    token: UUID
    version: int
    answers: Answers
    slug: str = ""
    mark: str = field(default="", repr=False)

    @classmethod
    def from_post(cls, request: HttpRequest, slug: str = "") -> "Typed":
        post = request.POST
        names = (*PracticeForm.base_fields, KEPT)
        # PostgreSQL keeps no text with this sign in it, and nobody means it.
        answers = {
            name: [value.replace("\0", "") for value in post.getlist(name)]
            for name in names
            if name in post
        }
        dropped = set(post.getlist(DROPPED))
        answers[KEPT] = [one for one in answers.get(KEPT, []) if one not in dropped]
        version = post.get("version", "")
        return cls(
            token=as_uuid(post.get("token", "")) or uuid4(),
            version=int(version) if version.isdecimal() and len(version) < 9 else 0,
            answers=answers,
            slug=slug or post.get("slug", ""),
            mark=post.get("writer", ""),
        )

    @property
    def says_nothing(self) -> bool:
        """A new form as it was opened: there is no text to lose, and so no draft to keep."""
        written = (one for name in WRITTEN for one in self.answers.get(name, []))
        return self.version == 0 and not self.slug and not any(map(str.strip, written))

    def writer(self, request: HttpRequest) -> User | None:
        """Who is logged in; otherwise who was when the form was opened."""
        if request.user.is_authenticated:
            user = request.user
            return user if may_share(user) else None
        try:
            pk = signing.loads(self.mark, salt=WRITER_SALT, max_age=WRITER_SECONDS)
        except signing.BadSignature:
            return None
        person = User.objects.filter(pk=pk).first()
        return person if person and may_share(person) else None

    def practice(self, by: User) -> Practice | None:
        if not self.slug:
            return None
        return Practice.objects.written_by(by).filter(slug=self.slug).first()

    def keep(self, *, by: User, now: datetime) -> drafts.Kept:
        return drafts.save_draft(
            token=self.token,
            version=self.version,
            answers=self.answers,
            by=by,
            now=now,
            practice=self.practice(by),
        )

    def take_files(self, request: HttpRequest, *, by: User, now: datetime) -> list[str]:
        """Store what was added; what is refused is told, by its name on this one answer only."""
        refusals = []
        for upload in request.FILES.getlist(NEW):
            if len(self.answers[KEPT]) >= uploads.MOST_FILES:
                refusals.append(f"Kies hoogstens {uploads.MOST_FILES} bestanden.")
                break
            try:
                stored = uploads.store(upload, owner=by, now=now)
            except uploads.RefusedError as error:
                refusals.append(f"{upload.name}: {error}")
            else:
                self.answers[KEPT].append(str(stored.pk))
        return refusals

    def files(self, by: User, practice: Practice | None) -> list[StoredFile]:
        """The files that stay, in order: one's own, and those that the practice has already."""
        wanted = files_in(self.answers)
        mine = Q(owner=by) | Q(shown_in__practice=practice) if practice else Q(owner=by)
        found = {stored.pk: stored for stored in StoredFile.objects.filter(mine, pk__in=wanted)}
        return [found[pk] for pk in dict.fromkeys(wanted) if pk in found][: uploads.MOST_FILES]

    def form(self, *, author: User, practice: Practice | None) -> PracticeForm:
        """The form that checks these answers."""
        data = QueryDict(mutable=True)
        for name, values in self.answers.items():
            data.setlist(name, values)
        return PracticeForm(data, author=author, practice=practice)

    def unchecked_form(self, *, author: User, practice: Practice | None) -> PracticeForm:
        """The form as it was left, half finished perhaps, without a word about that."""
        several = {"lessons"}
        initial: dict[str, object] = {}
        for name, values in self.answers.items():
            initial[name] = values if name in several else (values[0] if values else "")
        return PracticeForm(initial=initial, author=author, practice=practice)
