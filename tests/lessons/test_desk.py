"""An editor's account works at once: rights, review and help are set."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow

from lessons import desk
from lessons.models import ExamplePage, LessonPage, PlainPage

pytestmark = pytest.mark.django_db


def test_setting_up_twice_makes_one_group_and_one_review(content):
    desk.set_up()
    assert Workflow.objects.active().count() == 1
    assert GroupApprovalTask.objects.get().groups.get() == Group.objects.get(name="Redactie")


def test_renamed_group_is_not_made_again(content):
    Group.objects.filter(name="Redactie").update(name="Bureau")
    desk.set_up()
    assert not Group.objects.filter(name="Redactie").exists()


def test_rights_that_were_taken_away_are_not_given_back(content):
    group = Group.objects.get(name="Redactie")
    group.permissions.clear()
    desk.set_up()
    assert group.permissions.count() == 0


def test_editor_may_write_and_publish_every_kind_of_page(content, els):
    for page in (
        LessonPage.objects.first(),
        ExamplePage.objects.first(),
        PlainPage.objects.first(),
    ):
        rights = page.permissions_for_user(els)
        assert rights.can_edit()
        assert rights.can_publish()


def test_member_may_not_open_the_desk(content, anna, client):
    client.force_login(anna)
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code in (302, 403)
    assert not anna.has_perm("wagtailadmin.access_admin")


def test_every_page_falls_under_the_editors_review(content):
    lesson = LessonPage.objects.get(number=3)
    assert lesson.get_workflow().name == desk.REVIEW
