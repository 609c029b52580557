"""Renditions of pictures, where no web server stands in front: ``make run``."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file out of one folder, with the headers that nginx.conf gives it."""
    response = serve(request, name, document_root=str(Path(settings.MEDIA_ROOT) / "images"))
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "public, max-age=2592000"
    return response
