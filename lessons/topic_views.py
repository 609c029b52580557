"""At the desk: the words for a topic, and two topics that become one."""

from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import registry

from . import topics
from .models import Topic
from .topic_forms import MergeForm, SynonymForm

RIGHTS = ("lessons.change_topic", "lessons.delete_topic")


def _topic_keepers_only(view: Any) -> Any:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perms(RIGHTS):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "POST"])
@_topic_keepers_only
def topic_words(request: HttpRequest, pk: int) -> HttpResponse:
    topic = get_object_or_404(Topic, pk=pk)
    act = request.POST.get("act")
    synonym = SynonymForm(request.POST if act == "add" else None)
    merge = MergeForm(request.POST if act == "merge" else None, topic=topic)
    if act == "remove":
        return _remove(request, topic)
    if act == "add" and synonym.is_valid():
        topics.add_synonym(topic, synonym.cleaned_data["name"], by=_editor(request))
        messages.success(request, "Dit woord betekent nu hetzelfde.")
        return redirect("desk_topic", topic.pk)
    if act == "merge" and merge.is_valid():
        into = merge.cleaned_data["into"]
        topics.merge(topic, into=into, by=_editor(request))
        messages.success(request, f"‘{topic.name}’ hoort nu bij ‘{into}’.")
        return redirect("desk_topic", into.pk)
    context = {
        "topic": topic,
        "synonyms": topic.synonyms.all(),
        "synonym_form": synonym,
        "merge_form": merge,
        "trail": registry.get_logs_for_instance(topic).select_related("user")[:50],
    }
    return render(request, "desk/topic.html", context)


def _remove(request: HttpRequest, topic: Topic) -> HttpResponse:
    number = request.POST.get("synonym", "")
    wanted = topic.synonyms.filter(pk=number if number.isdecimal() else 0)
    for synonym in wanted:
        topics.remove_synonym(synonym, by=_editor(request))
        messages.success(request, f"‘{synonym.name}’ betekent niet meer hetzelfde.")
    return redirect("desk_topic", topic.pk)


def _editor(request: HttpRequest) -> AbstractBaseUser:
    """Behind the guard somebody is logged in."""
    return cast(AbstractBaseUser, request.user)
