"""What a template may ask about the reader's rights: it shows no link to a closed door."""

from django import template

from members import permissions

register = template.Library()


@register.filter
def may_meet_members(user) -> bool:
    return user.is_authenticated and permissions.may_see_directory(user)
