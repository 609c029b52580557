"""Topics while one types them."""

import re

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.people.decorators import permission_required
from members.permissions import may_share

from ..topics import suggested
from .requests import MemberRequest


@require_safe
@permission_required(may_share)
def topic_suggestions(request: MemberRequest) -> HttpResponse:
    """A list to put below the field, for the word after the last comma or semicolon."""
    word = re.split("[,;]", request.GET.get("q", "").replace("\0", ""))[-1]
    return render(request, "practices/topic_suggestions.html", {"topics": suggested(word)})
