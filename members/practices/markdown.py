"""Plain text with safe links, lists and emphasis: what members write, as HTML."""

import logging
import re
from collections.abc import Collection
from functools import cache, lru_cache
from threading import get_ident

import nh3
from django.urls import reverse
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown

logger = logging.getLogger(__name__)

TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
SCHEMES = {"http", "https", "mailto"}
ADDRESSES = ("https://", "http://", "mailto:", "/")
# An address that was typed as it is; Markdown has its own way to mark one, which few know.
_BARE_ADDRESS = re.compile(r"(?<![\w\"'(<\[/])(https?://[^\s<>\"')\]]*[^\s<>\"')\].,;:!?])")
_MARKS = re.compile(r"^\s*(?:[-*+]|\d{1,2}[.)])\s+|\*+|(?<!\w)_+|_+(?!\w)", re.MULTILINE)
_LIST_ITEM = re.compile(r"^\s{0,3}(?:[-*+]|\d{1,2}[.)])\s")
_HAS_MARKS = re.compile(r"[*_\[\\]|https?://|^\s*(?:[-+]|\d{1,2}[.)])\s", re.MULTILINE)
# More than anybody means: Markdown looks for the end of each one, and goes into every list.
MOST_BRACKETS = 40
_TOO_DEEP = re.compile(r"^(?:[ \t]*(?:[-*+]|\d+[.)])[ \t]){7}", re.MULTILINE)
# A member as the directory calls them: @bram-jansen.
MENTION = re.compile(r"(?<![\w@/])@([a-z0-9]+(?:-[a-z0-9]+)*)", re.IGNORECASE)
_TAG_OR_LINK = re.compile(r"(<a .*?</a>|<[^>]*>)", re.DOTALL)
# Of Markdown only what the form promises: no headings, quotes, code or pictures.
_BLOCKS = ("code", "quote", "hashheader", "setextheader", "hr", "indent", "reference")


@lru_cache(maxsize=2_000)
def as_html(text: str) -> SafeString:
    """The text as HTML that is safe whatever was typed."""
    if not _HAS_MARKS.search(text):
        # Most of what people write: paragraphs, and nothing else.
        return _unmarked(text)
    # Escaped before Markdown sees it: a "<" that someone typed stays what they typed.
    source = _lists_apart(_marked_up(text))
    if source.count("[") > MOST_BRACKETS or _TOO_DEEP.search(source):
        return _unmarked(text)
    try:
        converted = _markdown_of(get_ident()).reset().convert(source)
    except Exception:  # Whatever was typed, the page that shows it must open.
        logger.exception("Markdown could not read a text")
        # It may have stopped halfway a list, and would go on there with the next text.
        _markdown_of.cache_clear()
        return _unmarked(text)
    html = nh3.clean(
        converted,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_only_addresses,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer ugc",
    )
    return mark_safe(html)  # noqa: S308 - cleaned by the line above


def with_mentions(text: str, slugs: Collection[str]) -> SafeString:
    """As :func:`as_html`, and these names of the directory are links."""

    def link(found: re.Match[str]) -> str:
        if found[1].lower() not in slugs:
            return found[0]
        return f'<a href="{reverse("member", args=[found[1].lower()])}">@{found[1]}</a>'

    # Only where text stands: in an address the sign means something else.
    parts = _TAG_OR_LINK.split(as_html(text))
    linked = (part if number % 2 else MENTION.sub(link, part) for number, part in enumerate(parts))
    return mark_safe("".join(linked))  # noqa: S308 - a slug holds letters, digits and hyphens


def as_plain(text: str) -> str:
    """The words alone, for a line or two on a card."""
    return " ".join(_MARKS.sub("", text).split())


def _unmarked(text: str) -> SafeString:
    """Paragraphs and line breaks, and every mark as it was typed."""
    return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - escaped by it


@cache
def _markdown_of(_thread: int) -> Markdown:
    """Making one takes longer than using it, and two threads cannot use the same."""
    markdown = Markdown(extensions=["nl2br", "sane_lists"], output_format="html")
    for name in _BLOCKS:
        if name in markdown.parser.blockprocessors:
            markdown.parser.blockprocessors.deregister(name)
    for name in ("backtick", "html", "image_link", "image_reference", "short_image_ref"):
        if name in markdown.inlinePatterns:
            markdown.inlinePatterns.deregister(name)
    markdown.preprocessors.deregister("html_block")
    return markdown


def _only_addresses(_tag: str, name: str, value: str) -> str | None:
    """A full address, or one on this site; nothing that a browser would have to guess about."""
    # "rel" is what the cleaner itself adds.
    is_fine = name == "rel" or (name == "href" and value.lower().startswith(ADDRESSES))
    return value if is_fine else None


def _marked_up(text: str) -> str:
    """Escaped for Markdown, with the addresses that stand in it marked as such."""
    parts = _BARE_ADDRESS.split(text)
    # Of what split gives, every second one is an address.
    return "".join(
        f"<{escape(part)}>" if number % 2 else _escape(part) for number, part in enumerate(parts)
    )


def _escape(text: str) -> str:
    return escape(text).replace("&#x27;", "'").replace("&quot;", '"')


def _lists_apart(text: str) -> str:
    """A list may follow its introduction at once; Markdown wants an empty line between them."""
    lines: list[str] = []
    for line in text.splitlines():
        begins = _LIST_ITEM.match(line) and lines and lines[-1].strip()
        if begins and not _LIST_ITEM.match(lines[-1]) and not lines[-1].startswith(" "):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)
