"""The editors' group, what it may do, and the workflow it reviews with."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from .models import LoadedContent

# Permissions by app.
Rights = tuple[tuple[str, tuple[str, ...]], ...]

# The name to begin with; nothing looks a group up by it later.
EDITORS = "Redactie"
REVIEW = "Beoordelen door de redactie"
# Groups and workflow that Wagtail's own migrations make, in English and unused here.
WAGTAIL_GROUPS = ("Moderators", "Editors")
WAGTAIL_REVIEW = "Moderators approval"

PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
COLLECTION_RIGHTS: Rights = (
    ("wagtailimages", ("add_image", "change_image", "choose_image")),
    ("wagtaildocs", ("add_document", "change_document", "choose_document")),
)
SITE_RIGHTS: Rights = (
    ("wagtailadmin", ("access_admin",)),
    ("wagtailredirects", ("add_redirect", "change_redirect", "delete_redirect", "view_redirect")),
    ("lessons", ("change_sitesettings",)),
    ("lessons", ("add_topic", "change_topic", "delete_topic", "view_topic")),
    ("municipalities", ("change_municipality", "view_municipality")),
)


@transaction.atomic
def set_up() -> None:
    """Make the groups and the workflow once; later changes at the desk are left alone."""
    _record, is_new = LoadedContent.objects.get_or_create(key="desk")
    if not is_new:
        return
    for name, rights in settings.GROUPS_TO_BEGIN_WITH.items():
        group, _made = Group.objects.get_or_create(name=name)
        for right in rights:
            app, _, codename = right.partition(".")
            group.permissions.add(*_permissions(app, (codename,)))
    editors = Group.objects.get(name=EDITORS)
    _give_rights(editors)
    _make_review(editors)
    Group.objects.filter(name__in=WAGTAIL_GROUPS, user__isnull=True).delete()


def _give_rights(group: Group) -> None:
    for app, codenames in SITE_RIGHTS:
        group.permissions.add(*_permissions(app, codenames))
    root_page = Page.get_first_root_node()
    for permission in _permissions("wagtailcore", PAGE_RIGHTS):
        GroupPagePermission.objects.get_or_create(
            group=group, page=root_page, permission=permission
        )
    root_collection = Collection.get_first_root_node()
    for app, codenames in COLLECTION_RIGHTS:
        for permission in _permissions(app, codenames):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root_collection, permission=permission
            )


def _permissions(app: str, codenames: tuple[str, ...]) -> list[Permission]:
    found = Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
    missing = set(codenames) - {permission.codename for permission in found}
    if missing:
        raise Permission.DoesNotExist(f"{app}: {', '.join(sorted(missing))}")
    return list(found)


def _make_review(group: Group) -> None:
    """Every page falls under one workflow with one step: an editor looks at it."""
    WorkflowPage.objects.filter(workflow__name=WAGTAIL_REVIEW).delete()
    for old in Workflow.objects.filter(name=WAGTAIL_REVIEW):
        old.tasks.delete()
        old.delete()
    workflow = Workflow.objects.create(name=REVIEW)
    task = GroupApprovalTask.objects.create(name=REVIEW)
    task.groups.add(group)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=Page.get_first_root_node())
