"""/mijn/voornemens/: what one means to do, how it went, and proof of what was destroyed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from members.people.decorators import PersonalRequest, anybody, permission_required, posted_from

from ..models import Intention, Receipt
from ..posted_data import posted_data
from . import intentions
from .forms import OutcomeForm


@require_safe
@permission_required(anybody)
def my_intentions(request: PersonalRequest) -> HttpResponse:
    context = {
        "intentions": Intention.objects.filter(person=request.user),
        "receipts": Receipt.objects.filter(person=request.user),
    }
    return render(request, "rooms/intentions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(anybody)
def intention(request: PersonalRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Intention, pk=pk, person=request.user)
    initial = {"outcome": one.outcome, "reflection": one.reflection}
    form = OutcomeForm(posted_data(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        intentions.answer(one, **form.cleaned_data, now=timezone.now())
        messages.success(request, "Dank u. Alleen u leest dit terug.")
        return redirect("intentions")
    return render(request, "rooms/intention.html", {"form": form, "intention": one})


@posted_from("intentions")
@permission_required(anybody)
def throw_away(request: PersonalRequest, pk: int) -> HttpResponse:
    intentions.throw_away(get_object_or_404(Intention, pk=pk, person=request.user))
    messages.success(request, "Uw voornemen is weggegooid.")
    return redirect("intentions")
