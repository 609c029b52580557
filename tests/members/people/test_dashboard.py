"""What an editor finds at /mijn/: the desk, and who waits there."""

import pytest
from django.template.loader import render_to_string

from members.people.tasks import steps_for

pytestmark = pytest.mark.django_db


def _desk(person) -> list:
    return [step for step in steps_for(person) if step.name == "desk"]


def test_editor_finds_the_way_to_the_desk(els):
    (step,) = _desk(els)
    assert 'href="/redactie/"' in render_to_string(step.template_name, {"step": step.context})


def test_member_has_no_step_at_the_desk(anna):
    assert _desk(anna) == []
