"""Which device a session is on, in words."""

import re

from django import template

register = template.Library()

# The first match counts: Edge and Opera also say Chrome, and Chrome also says Safari.
BROWSERS = (
    (r"Edg", "Edge"),
    (r"OPR", "Opera"),
    (r"Firefox|FxiOS", "Firefox"),
    (r"Chrom|CriOS", "Chrome"),
    (r"Safari", "Safari"),
)
SYSTEMS = (
    (r"iPhone", "een iPhone"),
    (r"iPad", "een iPad"),
    (r"Android", "een Android-telefoon"),
    (r"Windows", "Windows"),
    (r"Mac OS", "een Mac"),
    (r"Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """ "Firefox op Windows" instead of the line that a browser sends about itself."""
    browser = _first(BROWSERS, user_agent) or "Onbekende browser"
    system = _first(SYSTEMS, user_agent)
    return f"{browser} op {system}" if system else browser


def _first(patterns: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for pattern, name in patterns if re.search(pattern, text)), "")
