"""The least that Django can be: one view that returns the bytes of a file, and no middleware."""

import json
import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

SECRET_KEY = "only-for-the-bench"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = __name__
USE_TZ = True

_answer = Path(os.environ["BENCH_ANSWER"])
_body = (_answer / "body").read_bytes()
_headers = json.loads((_answer / "headers.json").read_text())


def same_bytes(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(_body, headers=_headers)


urlpatterns = [path("", same_bytes)]
