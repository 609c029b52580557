"""An editor makes an example of a practice; its author agrees to the exact text, or it waits.

What is agreed to is a fingerprint of the wording. So a word that is changed afterwards asks for
the author's word again, by whatever way the page is published.
"""

import hashlib
import json
import re
from datetime import datetime
from html import unescape
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import Truncator
from wagtail.log_actions import log

from lessons.addresses import absolute
from lessons.models import ExampleIndexPage, ExamplePage
from members.people.models import User

from . import emails
from .markdown import as_html, as_plain
from .models import Practice, Promotion

WORDING = ("title", "municipality", "organisation", "intro", "facts", "body", "hard", "sources")
STREAMS = ("facts", "body", "hard", "sources")
INTRO_LENGTH = 400
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'(?:href|id)="([^"]*)"')
PARTS = (
    ("Wat was er aan de hand?", "matter"),
    ("Wat ze deden", "action"),
    ("Wat het bracht", "result"),
    ("Wat vonden bewoners ervan?", "residents_view"),
)


class NotAgreedError(PermissionDenied):
    """The author has not agreed to this text."""


@transaction.atomic
def promote(practice: Practice, *, by: User, now: datetime) -> ExamplePage:
    """A draft of an example with everything filled in; the same one when it was made before."""
    known = Promotion.objects.filter(practice=practice).select_related("example").first()
    if known:
        return known.example
    example = ExampleIndexPage.objects.get().add_child(instance=_draft(practice))
    example.lessons = practice.lessons.all()
    example.topics.set(practice.topics.all())
    example.save_revision(user=by)
    Promotion.objects.create(practice=practice, example=example, made_by=by, made_at=now)
    log(practice, "practices.promote", user=by)
    if practice.author:
        emails.example_made(practice.author)
    return example


@transaction.atomic
def agree(promotion: Promotion, text: str, *, by: User, now: datetime) -> bool:
    """To the text with this fingerprint; False when the text is another one by now."""
    if fingerprint(latest(promotion)) != text:
        return False
    promotion.agreed_text, promotion.agreed_at, promotion.remark = text, now, ""
    promotion.save(update_fields=["agreed_text", "agreed_at", "remark"])
    log(promotion.practice, "practices.agree", user=by)
    emails.answered(promotion)
    return True


@transaction.atomic
def object_to(promotion: Promotion, remark: str, *, by: User) -> None:
    promotion.agreed_text, promotion.agreed_at, promotion.remark = "", None, remark
    promotion.save(update_fields=["agreed_text", "agreed_at", "remark"])
    log(promotion.practice, "practices.object", user=by)
    emails.answered(promotion)


def latest(promotion: Promotion) -> ExamplePage:
    return promotion.example.get_latest_revision_as_object()


def fingerprint(example: ExamplePage) -> str:
    """Changes with every word and every link that a reader would see.

    Not with how the editor's screen writes the same text down, which differs each time it saves.
    """
    data = example.serializable_data()
    streams = {name: json.loads(data[name] or "[]") for name in STREAMS}
    wording = json.dumps([_seen((data | streams)[name]) for name in WORDING], ensure_ascii=False)
    return hashlib.sha256(wording.encode()).hexdigest()


def _seen(value: Any) -> Any:
    """The words and links in what a page holds, in order."""
    if isinstance(value, dict):
        return [[name, _seen(value[name])] for name in sorted(value) if name != "id"]
    if isinstance(value, list):
        return [_seen(one) for one in value]
    if isinstance(value, str):
        return [" ".join(unescape(_TAG.sub(" ", value)).split()), _LINK.findall(unescape(value))]
    return value


def is_agreed(example: ExamplePage) -> bool:
    """Whether this text may be published; a page that is not of a practice always may."""
    promotion = Promotion.objects.filter(example=example.pk).first()
    return promotion is None or promotion.agreed_text == fingerprint(example)


def refuse_without_agreement(
    instance: ExamplePage, update_fields: Any = None, **_signal: Any
) -> None:
    """Stands before every save, because a page is published in more ways than one."""
    if instance.live and instance.pk and update_fields is None and not is_agreed(instance):
        raise NotAgreedError("De schrijver is nog niet akkoord met deze tekst.")


def _draft(practice: Practice) -> ExamplePage:
    return ExamplePage(
        title=practice.title,
        live=False,
        has_unpublished_changes=True,
        municipality=None if practice.under_pseudonym else practice.municipality,
        organisation=practice.pseudonym.capitalize(),
        intro=Truncator(as_plain(practice.matter)).chars(INTRO_LENGTH),
        body=_body(practice),
        hard=_paragraphs(practice.otherwise),
        sources=[
            {
                "type": "source",
                "value": {
                    "title": f"Ervaring van een lid: {practice.title}",
                    # Members-only stays so: readers of the example could not open it.
                    "url": absolute(practice.get_absolute_url()) if practice.is_public else "",
                    "note": "",
                },
            }
        ],
        last_confirmed=practice.last_confirmed,
    )


def _body(practice: Practice) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for heading, name in PARTS:
        if text := getattr(practice, name):
            blocks += [{"type": "heading", "value": heading}, *_paragraphs(text)]
    return blocks


def _paragraphs(text: str) -> list[dict[str, Any]]:
    # The editor's screen reads XHTML, and breaks on a line break that is not closed.
    html = str(as_html(text)).replace("<br>", "<br/>")
    return [{"type": "paragraph", "value": html}] if text else []
