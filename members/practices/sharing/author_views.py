"""What authors do with a practice of their own that is there: follow, confirm, agree, withdraw."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import TaskState

from members.people.decorators import permission_required, posted_from
from members.permissions import may_share

from .. import promotion, reconfirmation
from ..comments.forms import RemarkForm
from ..listing import PER_PAGE
from ..models import Draft, Practice, Promotion
from ..views.requests import MemberRequest
from . import submission

CHANGED = "De tekst is intussen veranderd. Lees hem opnieuw en kies dan."


@require_safe
@permission_required(may_share)
def my_practices(request: MemberRequest) -> HttpResponse:
    """Everything of one's own, also what nobody else can read."""
    mine = Practice.objects.written_by(request.user).order_by("-created_at", "-pk")
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("pagina"))
    drafts = Draft.objects.filter(author=request.user)
    return render(request, "practices/mine.html", {"page": page, "drafts": drafts})


@require_safe
@permission_required(may_share)
def practice_state(request: MemberRequest, slug: str) -> HttpResponse:
    """For its authors: where it stands, what the editors said, and what was changed when."""
    found = _mine(request, slug)
    context = {
        "practice": found,
        "latest": found.get_latest_revision_as_object(),
        "review": found.current_workflow_state,
        "remarks": _remarks(found),
        "revisions": found.revisions.order_by("-created_at").only("created_at")[:50],
    }
    return render(request, "practices/state.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(may_share)
def withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    practice = _mine(request, slug)
    if request.method == "POST":
        submission.withdraw(practice, by=request.user, now=timezone.now())
        messages.success(request, "Uw ervaring is ingetrokken. Niemand kan de tekst nog lezen.")
        return redirect("practice_state", slug=slug)
    return render(request, "practices/withdraw.html", {"practice": practice})


@posted_from("practice_state", "slug")
@permission_required(may_share)
def confirm(request: MemberRequest, slug: str) -> HttpResponse:
    """Klopt dit nog? Yes."""
    practice = _mine(request, slug)
    reconfirmation.confirm(practice, by=request.user, now=timezone.now())
    messages.success(request, "Dank u. Lezers zien dat dit nog klopt.")
    return redirect("practice_state", slug=slug)


@require_http_methods(["GET", "POST"])
@permission_required(may_share)
def example(request: MemberRequest, slug: str) -> HttpResponse:
    """The exact text of the example that editors made, and the author's yes or no."""
    practice = _mine(request, slug)
    promoted = get_object_or_404(Promotion.objects.select_related("example"), practice=practice)
    form = RemarkForm(request.POST if "remark" in request.POST else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        _answer(request, promoted, form)
        return redirect("example_of_practice", slug=slug)
    page = promotion.latest(promoted)
    text = promotion.fingerprint(page)
    context = {
        "practice": practice,
        "promotion": promoted,
        "page": page,
        "text": text,
        "is_agreed": promoted.agreed_text == text,
        "form": form,
    }
    return render(request, "practices/example.html", context)


def _answer(request: MemberRequest, promoted: Promotion, form: RemarkForm) -> None:
    if form.is_bound:
        promotion.object_to(promoted, form.cleaned_data["remark"], by=request.user)
        messages.success(request, "Dank u. De redactie leest wat er anders moet.")
        return
    text = request.POST.get("text", "")
    if promotion.agree(promoted, text, by=request.user, now=timezone.now()):
        messages.success(request, "Dank u. De redactie kan deze tekst nu plaatsen.")
    else:
        messages.warning(request, CHANGED)


def _mine(request: MemberRequest, slug: str) -> Practice:
    return get_object_or_404(Practice.objects.written_by(request.user), slug=slug)


def _remarks(practice: Practice):
    """What editors wrote to the author, newest first; who wrote it stays with the editors."""
    tasks = TaskState.objects.for_instance(practice).exclude(comment="")
    return tasks.order_by("-finished_at")
