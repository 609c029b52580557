"""Who may use the lists of members' things at the desk, to Wagtail's own questions."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from members.permissions import Right, has_right, has_right_q

from ..models import User


class RightPolicy(BasePermissionPolicy):
    """Whoever has this right may do everything here, unless ``acts`` says what."""

    def __init__(self, model: type[Model], right: Right, acts: Collection[str] = ()) -> None:
        super().__init__(model)
        self.right = right
        self.acts = frozenset(acts)

    def user_has_permission(self, user: User, action: str) -> bool:
        return self._is_possible([action]) and has_right(user, self.right)

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        if not self._is_possible(actions):
            return User.objects.none()
        return User.objects.filter(has_right_q(self.right))

    def _is_possible(self, actions: Collection[str]) -> bool:
        return not self.acts or not self.acts.isdisjoint(actions)
