"""What people fill in for intervision. Every error says what to do."""

from django.http import HttpRequest, QueryDict


def posted_data(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when all was left empty: then every question wants its error."""
    return request.POST if request.method == "POST" else None
