"""Who may use the lists of members' things at the desk, to Wagtail's own questions."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from members.permissions import EDITORS, is_editor

from ..models import User


class EditorsPolicy(BasePermissionPolicy):
    """Editors may, as everywhere: ``members.permissions`` says who they are.

    Everything, unless ``acts`` says what.
    """

    def __init__(self, model: type[Model], acts: Collection[str] = ()) -> None:
        super().__init__(model)
        self.acts = frozenset(acts)

    def user_has_permission(self, user: User, action: str) -> bool:
        return self._is_possible([action]) and is_editor(user)

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        if not self._is_possible(actions):
            return User.objects.none()
        active = User.objects.filter(is_active=True)
        return (active.filter(groups__name=EDITORS) | active.filter(is_superuser=True)).distinct()

    def _is_possible(self, actions: Collection[str]) -> bool:
        return not self.acts or not self.acts.isdisjoint(actions)
