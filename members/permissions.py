"""Every "may": Qs for lists, predicates for acts."""

EDITORS = "Redactie"
FACILITATORS = "Begeleiders"


def is_editor(user) -> bool:
    """Editors of Platform31, and the administrators who may do all that editors do."""
    return user.is_active and (user.is_superuser or EDITORS in groups_of(user))


def needs_second_factor(user) -> bool:
    return user.is_authenticated and (user.is_staff or is_editor(user))


def groups_of(user) -> frozenset[str]:
    """The names of someone's groups, asked once per request."""
    if not hasattr(user, "_group_names"):
        names = user.groups.values_list("name", flat=True) if user.is_authenticated else ()
        user._group_names = frozenset(names)
    return user._group_names
