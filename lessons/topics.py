"""One word for one thing, whatever people call it: synonyms, and two topics that become one."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ForeignKey, ManyToOneRel, Model, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.text import slugify
from taggit.models import ItemBase
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Revision

from .models.topic import Synonym, Topic

AT_ONCE = 500
# Where the text of a page or a practice keeps its topics.
LINKS = "topic_links"


def known_topics(names: Iterable[str]) -> list[Topic | str]:
    """The topics that people mean by these words, in any capitals; new words as they are."""
    spaced = (" ".join(name.split()) for name in names)
    wanted: dict[str, str] = {}
    for name in spaced:
        wanted.setdefault(name.lower(), name)
    synonyms = called(Synonym.objects.select_related("topic"), wanted)
    meant: dict[str, Topic | str] = {one.name.lower(): one.topic for one in synonyms}
    meant |= {topic.name.lower(): topic for topic in called(Topic.objects.all(), wanted)}
    return list(dict.fromkeys(meant.get(lower, name) for lower, name in wanted.items()))


def called(rows: QuerySet[Any], names: Iterable[str]) -> QuerySet[Any]:
    """Topics or synonyms with one of these names, in any capitals."""
    lower = [name.lower() for name in names]
    named = Q(lower__in=lower)
    # To LOWER of SQLite, É is no capital. Both databases know it in a pattern.
    if others := [re.escape(name) for name in lower if not name.isascii()]:
        named |= Q(name__iregex=f"^({'|'.join(others)})$")
    return rows.annotate(lower=Lower("name")).filter(named)


@transaction.atomic
def add_synonym(topic: Topic, name: str, *, by: AbstractBaseUser) -> Synonym:
    """Whoever types ``name`` means ``topic`` from now on."""
    made = Synonym.objects.create(topic=topic, name=name, slug=_free_slug(name))
    log(topic, "topics.add_synonym", user=by, data={"word": name})
    return made


@transaction.atomic
def remove_synonym(synonym: Synonym, *, by: AbstractBaseUser) -> None:
    log(synonym.topic, "topics.remove_synonym", user=by, data={"word": synonym.name})
    synonym.delete()


@transaction.atomic
def merge(topic: Topic, *, into: Topic, by: AbstractBaseUser) -> None:
    """Everything about ``topic`` is about ``into`` from now on, drafts and history included.

    Its name becomes a word for ``into``, and its address leads there.
    """
    if topic == into:
        raise ValueError("A topic cannot become itself")
    _move_in_revisions(topic, into)
    for model, name in _referring():
        _move_rows(model, name, topic, into)
    ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Topic), to_object_id=str(topic.pk)
    ).update(to_object_id=str(into.pk))
    Synonym.objects.filter(topic=topic).update(topic=into)
    name, slug, pk = topic.name, topic.slug, topic.pk
    topic.delete()
    Synonym.objects.create(topic=into, name=name, slug=slug)
    log(into, "topics.merge", user=by, data={"topic": pk, "word": name})


def _referring() -> Iterator[tuple[type[Model], str]]:
    """Every model with a row per topic, of whatever app, and the name of its field."""
    for relation in Topic._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.related_model is not Synonym:
            yield relation.related_model, relation.field.name


def _move_rows(model: type[Model], name: str, topic: Topic, into: Topic) -> None:
    """A row that would say the same as one of ``into`` goes; the others change hands."""
    about = [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.name != name
    ]
    rows = model._base_manager
    theirs = set(rows.filter(**{name: into}).values_list(*about))
    twins = [
        pk
        for pk, *what in rows.filter(**{name: topic}).values_list("pk", *about)
        if tuple(what) in theirs
    ]
    for some in _portions(twins):
        rows.filter(pk__in=some).delete()
    rows.filter(**{name: topic}).update(**{name: into})


def _move_in_revisions(topic: Topic, into: Topic) -> None:
    """A draft that still names the old topic would lose it when it is published."""
    for model, name in _referring():
        if issubclass(model, ItemBase):
            holders: Any = model._meta.get_field("content_object").related_model
            if hasattr(holders, "latest_revision"):
                _move_in_revisions_of(holders, model, name, topic, into)


def _move_in_revisions_of(
    holders: type[Model], links: type[Model], name: str, topic: Topic, into: Topic
) -> None:
    linked = links._base_manager.filter(**{name: topic}).values("content_object")
    written = holders._base_manager.filter(pk__in=linked)
    drafts = holders._base_manager.filter(has_unpublished_changes=True)
    found = (written | drafts).distinct().values_list("pk", flat=True)
    kind = ContentType.objects.get_for_model(holders)
    for some in _portions([str(pk) for pk in found]):
        for revision in Revision.objects.filter(content_type=kind, object_id__in=some):
            if _renamed(revision.content.get(LINKS, []), topic.pk, into.pk):
                revision.save(update_fields=["content"])


def _renamed(links: list[dict], old: int, new: int) -> bool:
    """Lets the links of one text point to the new topic, once; says whether any did not."""
    if all(link["tag"] != old for link in links):
        return False
    has_it = any(link["tag"] == new for link in links)
    for link in [link for link in links if link["tag"] == old]:
        if has_it:
            links.remove(link)
        else:
            link["tag"], has_it = new, True
    return True


def _free_slug(name: str) -> str:
    wanted = slugify(name, allow_unicode=True) or "onderwerp"
    slug, number = wanted, 2
    while Topic.objects.at_address(slug).exists():
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _portions(many: list) -> Iterator[list]:
    for start in range(0, len(many), AT_ONCE):
        yield many[start : start + AT_ONCE]
