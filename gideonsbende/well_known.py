"""Small texts for machines: what crawlers may read, and whom to tell about a weakness."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lessons.addresses import absolute
from lessons.models import SiteSettings

# RFC 9116 wants less than a year; counted anew on every request, so the file never goes stale.
SECURITY_TXT_DAYS = 180
NOT_FOR_CRAWLERS = (f"/{settings.DESK_PATH}", "/account/", "/zoeken/")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_CRAWLERS)]
    return _text([*lines, "", f"Sitemap: {absolute(reverse('sitemap'))}"])


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116; the editors' settings say who answers."""
    contact = SiteSettings.for_request(request)
    email = contact.security_email or contact.contact_email
    return _text(
        [
            f"Contact: mailto:{email}" if email else f"Contact: {absolute('/contact/')}",
            f"Expires: {_expires().isoformat()}",
            "Preferred-Languages: nl, en",
            f"Policy: {absolute('/kwetsbaarheid-melden/')}",
            f"Canonical: {absolute(request.path)}",
        ]
    )


def _expires() -> datetime:
    """At midnight, so that the file is the same all day."""
    day = timezone.localdate() + timedelta(days=SECURITY_TXT_DAYS)
    return timezone.make_aware(datetime.combine(day, time.min))


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
