"""A strict look at a calendar file: lines as RFC 5545 wants them, and what RFC 5546 requires."""

import re
from collections.abc import Iterator

LONGEST_LINE = 75
LINE = re.compile(
    r"[A-Z][A-Z0-9-]*(;[A-Z-]+=(\"[^\"\x00-\x1f]*\"|[^\";:,\x00-\x1f]+))*:[^\x00-\x1f]*"
)
REQUIRED = {
    "VCALENDAR": {"PRODID", "VERSION", "METHOD"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "ORGANIZER"},
}
ALSO_REQUIRED = {"REQUEST": {"ATTENDEE"}, "CANCEL": {"ATTENDEE", "STATUS"}, "PUBLISH": set()}
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "ORGANIZER", "STATUS", "URL"}


def complaints(text: str) -> list[str]:
    """What is wrong with it; an empty list when nothing is."""
    return [*_about_lines(text), *_about_components(text)]


def _about_lines(text: str) -> Iterator[str]:
    if not text.endswith("\r\n"):
        yield "does not end with CRLF"
    for line in text.removesuffix("\r\n").split("\r\n"):
        if "\n" in line or "\r" in line:
            yield f"a bare line end: {line!r}"
        if len(line.encode()) > LONGEST_LINE:
            yield f"longer than 75 octets: {line!r}"
    for line in _unfolded(text):
        if not LINE.fullmatch(line):
            yield f"no content line: {line!r}"


def _about_components(text: str) -> Iterator[str]:
    method = next((line[7:] for line in _unfolded(text) if line.startswith("METHOD:")), "")
    open_now: list[tuple[str, list[str]]] = []
    for line in _unfolded(text):
        name = re.split("[;:]", line)[0]
        if name == "BEGIN":
            open_now.append((line[6:], []))
        elif name == "END":
            kind, names = open_now.pop()
            if kind != line[4:]:
                yield f"{kind} ends as {line[4:]}"
            required = REQUIRED[kind] | (ALSO_REQUIRED[method] if kind == "VEVENT" else set())
            yield from (f"{kind} lacks {missing}" for missing in required - set(names))
            yield from (f"{kind} says {one} twice" for one in ONCE if names.count(one) > 1)
        else:
            open_now[-1][1].append(name)
    yield from (f"{kind} does not end" for kind, _ in open_now)


def _unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").replace("\r\n\t", "").rstrip("\r\n").split("\r\n")
