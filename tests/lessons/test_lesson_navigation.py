"""Lessons are named where a page belongs to them, as long as everyone may see them."""

import pytest

from lessons.models import ExamplePage, LessonPage
from tests.lessons.factories import make_example


@pytest.mark.usefixtures("content")
def test_draft_lesson_is_not_linked_from_its_examples(client):
    shown, draft = LessonPage.objects.get(number=1), LessonPage.objects.get(number=2)
    draft.unpublish()
    example = make_example(title="Twee lessen", lessons=[shown, draft])
    page = client.get(ExamplePage.objects.get(pk=example.pk).url).text
    assert shown.url in page
    assert draft.url not in page


@pytest.mark.usefixtures("content")
def test_way_on_leads_to_the_next_lesson(client):
    page = client.get(LessonPage.objects.get(number=1).url).text
    assert "Verder met les 2" in page
    assert "Verder met les" not in client.get(LessonPage.objects.get(number=7).url).text
