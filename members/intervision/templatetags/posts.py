"""Where somebody works, for who runs a round. Needs the memberships at hand."""

from django import template
from django.utils import timezone

from members.people.models import User

register = template.Library()


@register.filter
def post_of(person: User) -> str:
    """The municipality of the post that runs, or of the last one."""
    today = timezone.localdate()
    posts = sorted(
        person.memberships.all(),
        key=lambda post: (post.until is None or post.until >= today, post.start),
    )
    return posts[-1].municipality.name if posts else "zonder gemeente"
