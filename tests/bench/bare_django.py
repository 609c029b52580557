"""The least that Django can be: one view that returns the bytes of a file, and no middleware."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

SECRET_KEY = "only-for-the-bench"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = __name__
USE_TZ = True

_body = Path(os.environ["BENCH_BODY"])


def same_bytes(_request: HttpRequest, body: bytes = _body.read_bytes()) -> HttpResponse:
    return HttpResponse(body, headers={"Content-Encoding": "gzip"})


urlpatterns = [path("", same_bytes)]
