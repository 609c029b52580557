"""Full addresses, for what is read away from the site: feeds, sitemap, cards, API."""

from django.conf import settings


def absolute(path: str) -> str:
    """``/lessen/`` → ``https://…/lessen/``. From the settings, never from what a client claims."""
    return settings.BASE_URL.rstrip("/") + path
