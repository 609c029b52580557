"""The register against every model of the site: nothing personal is kept that is not in it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from members.people.models import User
from members.privacy.register import NOT_THEIRS, TABLES, WITHOUT_PEOPLE, Table, activities

BY_MODEL = {table.model: table for table in TABLES}
ALL_MODELS = [
    model
    for model in apps.get_models()
    if not model.__module__.startswith("tests.") and not model._meta.proxy
]


def own_fields(model: type[Model]) -> dict[str, Any]:
    """Every column and list of the model itself, without its number."""
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return {one.name: one for one in fields if not one.primary_key}


def owned_models() -> set[type[Model]]:
    """Tables of which whole rows belong to somebody."""
    return {table.model_class for table in TABLES if not table.rest}


# The index of Wagtail's search is another table on each kind of database.
ONLY_ON_SQLITE = {"wagtailsearch.SQLiteFTSIndexEntry"}


def relations(model: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    for name, one in own_fields(model).items():
        if one.is_relation and isinstance(one.related_model, type):
            yield name, one.related_model


def unlisted_relations(model: type[Model], table: Table | None) -> list[str]:
    """Relations to people, or to what belongs to people, that no link and no reason mentions."""
    known = {link.first_step for link in table.links} if table else set()
    return [
        f"{model._meta.label}.{name}"
        for name, target in relations(model)
        if (target is User or target in owned_models())
        and name not in known
        and f"{model._meta.label}.{name}" not in NOT_THEIRS
    ]


def test_every_model_is_in_the_register_or_says_why_not():
    labels = {model._meta.label for model in ALL_MODELS}
    listed = set(BY_MODEL) | set(WITHOUT_PEOPLE)
    assert labels - listed == set()
    assert listed - labels <= ONLY_ON_SQLITE
    assert set(BY_MODEL) & set(WITHOUT_PEOPLE) == set()


@pytest.mark.parametrize("model", ALL_MODELS, ids=lambda model: model._meta.label)
def test_every_relation_to_a_person_is_exported_or_excluded_with_a_reason(model):
    assert unlisted_relations(model, BY_MODEL.get(model._meta.label)) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.model)
def test_every_personal_field_is_listed(table: Table):
    fields = own_fields(table.model_class)
    if table.rest:
        people = {name for name, target in relations(table.model_class) if target is User}
        assert people <= set(table.fields) <= set(fields)
    else:
        assert set(table.fields) == set(fields)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.model)
def test_every_name_in_the_register_exists(table: Table):
    fields = own_fields(table.model_class)
    named = {*table.secret, *table.prose, *table.sealed}
    for link in table.links:
        named |= set(link.only)
    assert named <= set(fields)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.model)
def test_what_people_typed_is_searched_for_names(table: Table):
    typed = {
        name
        for name, one in own_fields(table.model_class).items()
        if one.get_internal_type() == "TextField" and name in table.fields
    }
    searched = {*table.prose, *table.sealed, *table.secret}
    going = all(not link.stays for link in table.links)
    # Wagtail's own: revisions are cleaned with the text they belong to; data holds reasons only.
    elsewhere = {"data", "content", "object_str", "label"}
    assert going or typed - searched - elsewhere == set()


def test_excluded_relations_exist():
    for path in NOT_THEIRS:
        label, _, field = path.rpartition(".")
        assert field in own_fields(apps.get_model(label))


def test_every_activity_says_why_how_long_and_who():
    for activity in activities():
        assert activity.purpose.endswith(".")
        assert activity.basis
        assert activity.term
        assert activity.processors


def test_new_relation_to_a_person_is_noticed(monkeypatch):
    """The walk itself: a table that loses its link is reported."""
    membership = apps.get_model("people.Membership")
    assert unlisted_relations(membership, None) == ["people.Membership.person"]


def test_everyone_reads_the_register(client, content, django_assert_num_queries):
    answer = client.get("/privacy/register/")
    assert answer.status_code == 200
    page = answer.content.decode()
    for activity in activities():
        assert activity.purpose in page
    assert "functie" in page
