"""/ervaringen/delen/: writing, keeping, sending in. Every post keeps what was typed first."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.people.decorators import permission_required, posted_from
from members.permissions import may_revise, may_share

from ..models import Draft, Practice, StoredFile, Submission
from ..views.requests import MemberRequest
from . import drafts, submission
from .drafts import AlreadySentError
from .forms import PracticeForm, answers_of, shown
from .typed import Typed, writer_mark

NOTHING_YET = "Er staat nog niets in. Schrijf eerst iets op. Daarna bewaren we uw concept."
SENT_ALREADY = "U stuurde deze tekst al in. Hier ziet u waar hij nu staat."
KEPT_FOR_LATER = "U was uitgelogd. Log in: uw tekst is bewaard en staat daarna voor u klaar."


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """A new practice. Opening the form keeps nothing; the first post does."""
    if request.method == "POST":
        return _post(request)
    return _new_form(request)


@require_http_methods(["GET", "POST"])
def share_draft(request: HttpRequest, token: UUID) -> HttpResponse:
    """Going on with what was kept before."""
    if request.method == "POST":
        return _post(request)
    return _kept_form(request, token)


@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, slug: str) -> HttpResponse:
    """A new text for a practice; until it is published the old one stays."""
    if request.method == "POST":
        return _post(request, slug)
    return _revise_form(request, slug)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """The draft while someone types, sent by draft.js."""
    typed = Typed.from_post(request)
    writer = typed.writer(request)
    if writer is None:
        return JsonResponse({"login": True}, status=403)
    if typed.says_nothing:
        return JsonResponse({"empty": True})
    try:
        kept = typed.keep(by=writer, now=timezone.now())
    except AlreadySentError:
        return JsonResponse({"sent": True})
    if kept.clash:
        return JsonResponse({"clash": True}, status=409)
    answer = {"token": str(kept.draft.pk), "version": kept.draft.version}
    return JsonResponse(answer | {"login": not request.user.is_authenticated})


@posted_from("share_draft", "token")
@permission_required(may_share)
def choose(request: MemberRequest, token: UUID) -> HttpResponse:
    """After two devices wrote in one draft: this text, chosen with both in view."""
    draft = get_object_or_404(_drafts_of(request), pk=token)
    _still_theirs(request, draft)
    draft = drafts.overwrite(draft, Typed.from_post(request).answers, now=timezone.now())
    messages.success(request, "Deze tekst is bewaard.")
    return redirect(draft)


@posted_from("my_practices")
@permission_required(may_share)
def throw_away(request: MemberRequest, token: UUID) -> HttpResponse:
    drafts.throw_away(get_object_or_404(Draft, pk=token, author=request.user))
    messages.success(request, "Uw concept is weggegooid.")
    return redirect("share")


@require_safe
@permission_required(may_share)
def _new_form(request: MemberRequest) -> HttpResponse:
    form = PracticeForm(author=request.user, initial=_first_answers(request))
    kept = Draft.objects.filter(author=request.user, practice__isnull=True)
    return _page(request, form, token=uuid4(), open_drafts=kept)


@require_safe
@permission_required(may_share)
def _kept_form(request: MemberRequest, token: UUID) -> HttpResponse:
    draft = _drafts_of(request).filter(pk=token).first()
    if draft is None:
        return _to_what_was_sent(request, token)
    _still_theirs(request, draft)
    typed = Typed(draft.pk, draft.version, draft.answers)
    form = typed.unchecked_form(author=request.user, practice=draft.practice)
    return _page(
        request,
        form,
        token=draft.pk,
        version=draft.version,
        typed=typed,
        draft=draft,
        practice=draft.practice,
    )


@require_safe
@permission_required(may_share)
def _revise_form(request: MemberRequest, slug: str) -> HttpResponse:
    practice = _mine(request, slug)
    draft = Draft.objects.filter(author=request.user, practice=practice).first()
    if draft:
        return redirect(draft)
    typed = Typed(uuid4(), 0, answers_of(practice))
    form = typed.unchecked_form(author=request.user, practice=practice)
    return _page(request, form, token=typed.token, typed=typed, practice=practice)


def _to_what_was_sent(request: MemberRequest, token: UUID) -> HttpResponse:
    """Back, after sending in: the draft is no more, and its writer finds the text."""
    mine = Practice.objects.written_by(request.user)
    sent = get_object_or_404(
        Submission.objects.select_related("practice"),
        token=token,
        by=request.user,
        practice__in=mine,
    )
    messages.info(request, SENT_ALREADY)
    return redirect("practice_state", slug=sent.practice.slug)


def _post(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Keep it, whoever is at the door; then ask for a login, tell of a clash, or go on."""
    typed = Typed.from_post(request, slug)
    writer = typed.writer(request)
    if writer is None:
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.path)
    now = timezone.now()
    refusals = typed.take_files(request, by=writer, now=now)
    if typed.says_nothing:
        return _nothing_yet(request, typed, refusals)
    try:
        kept = typed.keep(by=writer, now=now)
    except AlreadySentError as sent:
        messages.info(request, SENT_ALREADY)
        return redirect("practice_state", slug=sent.practice.slug)
    if not request.user.is_authenticated:
        draft = drafts.keep_beside(typed.answers, by=writer, now=now) if kept.clash else kept.draft
        messages.info(request, KEPT_FOR_LATER)
        return redirect_to_login(draft.get_absolute_url())
    return _go_on(request, typed, kept, refusals)


def _nothing_yet(request: HttpRequest, typed: Typed, refusals: list[str]) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    return _asked_to_write(request, typed, refusals)


@permission_required(may_share)
def _asked_to_write(request: MemberRequest, typed: Typed, refusals: list[str]) -> HttpResponse:
    """The same form again, with what to do; nothing was kept."""
    if "send" in request.POST or refusals:
        form = typed.form(author=request.user, practice=None)
        for refusal in refusals:
            form.add_error(None, refusal)
    else:
        form = typed.unchecked_form(author=request.user, practice=None)
        messages.info(request, NOTHING_YET)
    return _page(request, form, token=typed.token, typed=typed)


@permission_required(may_share)
def _go_on(
    request: MemberRequest, typed: Typed, kept: drafts.Kept, refusals: list[str]
) -> HttpResponse:
    draft = kept.draft
    _still_theirs(request, draft)
    practice = draft.practice
    if kept.clash:
        return _both_texts(request, typed, draft)
    if "send" not in request.POST and not refusals:
        messages.success(request, "Uw concept is bewaard.")
        return redirect(draft)
    form = typed.form(author=request.user, practice=practice)
    for refusal in refusals:
        form.add_error(None, refusal)
    if not form.is_valid():
        return _page(
            request,
            form,
            token=draft.pk,
            version=draft.version,
            typed=typed,
            draft=draft,
            practice=practice,
        )
    sent = submission.submit(
        token=draft.pk,
        content=form.content(typed.files(request.user, practice)),
        by=request.user,
        now=timezone.now(),
        practice=practice,
    )
    return redirect(f"{reverse('practice_state', args=[sent.slug])}?nieuw")


def _both_texts(request: MemberRequest, typed: Typed, draft: Draft) -> HttpResponse:
    both, practice = (typed, Typed(draft.pk, draft.version, draft.answers)), draft.practice
    forms = [each.unchecked_form(author=request.user, practice=practice) for each in both]
    rows = [(here.label, shown(here), shown(there)) for here, there in zip(*forms, strict=True)]
    mine, other = (_count(each.files(request.user, practice)) for each in both)
    rows.append(("Bijlagen", mine, other))
    context = {
        "draft": draft,
        "mine": typed,
        "rows": [(label, here, there) for label, here, there in rows if here != there],
    }
    return render(request, "practices/clash.html", context, status=409)


def _count(files: list[StoredFile]) -> str:
    return f"{len(files)} {'bestand' if len(files) == 1 else 'bestanden'}"


def _page(
    request: MemberRequest,
    form: PracticeForm,
    *,
    token: UUID,
    version: int = 0,
    typed: Typed | None = None,
    draft: Draft | None = None,
    practice: Practice | None = None,
    open_drafts=(),
) -> HttpResponse:
    context = {
        "form": form,
        "token": token,
        "version": version,
        "writer": writer_mark(request.user),
        "kept_files": typed.files(request.user, practice) if typed else [],
        "draft": draft,
        "practice": practice,
        "open_drafts": open_drafts,
    }
    return render(request, "practices/share.html", context)


def _first_answers(request: MemberRequest) -> dict[str, object]:
    """Where most members begin: their own municipality, and what the link they followed says."""
    post = request.user.memberships.order_by("-start").first()
    answers: dict[str, object] = {"municipality": post.municipality_id if post else None}
    if kind := request.GET.get("soort"):
        answers["kind"] = kind
    if lesson := request.GET.get("les"):
        answers["lessons"] = [lesson]
    return answers


def _drafts_of(request: MemberRequest) -> QuerySet[Draft]:
    return Draft.objects.filter(author=request.user).select_related("practice")


def _still_theirs(request: MemberRequest, draft: Draft) -> None:
    """A draft outlives the names on its practice: who was taken off finds nothing any more."""
    if draft.practice and not may_revise(request.user, draft.practice):
        raise Http404


def _mine(request: MemberRequest, slug: str) -> Practice:
    return get_object_or_404(Practice.objects.written_by(request.user), slug=slug)
