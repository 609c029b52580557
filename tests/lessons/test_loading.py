"""Our own content comes once; what editors did with it stays."""

import pytest
from wagtail.models import Page, Site

from lessons import loading
from lessons.models import ExamplePage, HomePage, LessonPage, MeetingPage, SiteSettings

pytestmark = pytest.mark.django_db


def test_seven_lessons_four_examples_and_three_talks_are_published(content):
    assert list(LessonPage.objects.live().in_order().values_list("number", flat=True)) == [
        *range(1, 8)
    ]
    assert set(ExamplePage.objects.live().values_list("slug", flat=True)) == {
        "heusden",
        "ermelo",
        "nijmegen",
        "energiesamen",
    }
    assert MeetingPage.objects.live().count() == 3


def test_home_is_the_root_and_nothing_of_wagtails_welcome_remains(content):
    assert Site.objects.get().root_page.specific == HomePage.objects.get()
    assert Page.objects.filter(depth=2).count() == 1


def test_examples_know_their_municipality_lessons_and_topics(content):
    heusden = ExamplePage.objects.get(slug="heusden")
    assert heusden.municipality.code == "GM0797"
    assert heusden.lessons.count() >= 1
    assert heusden.topics.count() >= 1


def test_every_page_begins_its_history_with_our_text(content):
    lesson = LessonPage.objects.get(number=1)
    assert lesson.revisions.count() == 1
    assert lesson.live_revision is not None
    assert not lesson.has_unpublished_changes


def test_loading_again_keeps_what_an_editor_changed(content):
    lesson = LessonPage.objects.get(number=1)
    lesson.core = "Door de redactie aangepast."
    lesson.save_revision().publish()
    settings = SiteSettings.objects.get()
    settings.contact_name = "Els"
    settings.save()

    assert loading.load_content() == []

    assert LessonPage.objects.get(number=1).core == "Door de redactie aangepast."
    assert SiteSettings.objects.get().contact_name == "Els"


def test_loading_again_does_not_bring_back_what_an_editor_removed(content):
    Page.objects.get(slug="nijmegen").delete()

    loading.load_content()

    assert not Page.objects.filter(slug="nijmegen").exists()


def test_a_lesson_number_exists_once(content):
    lesson = LessonPage.objects.get(number=2)
    copy = lesson.copy(update_attrs={"slug": "kopie"}, keep_live=False)
    assert copy.number is None


def test_site_knows_the_address_it_runs_under(content, settings):
    settings.BASE_URL = "https://gideonsbende.example"
    loading.address_site()
    assert LessonPage.objects.get(number=1).full_url.startswith("https://gideonsbende.example/")
