"""At /mijn/: that there is news."""

from django.utils import timezone

from members.people.models import User
from members.people.tasks import Todo
from members.permissions import may_read_members_content

from .notifications import lines, news_for, reading_of, unread

COUNTED = 20


def steps_for(person: User) -> list[Todo]:
    if not may_read_members_content(person):
        return []
    here = reading_of(person, now=timezone.now())
    count = len(lines(unread(news_for(person, since=here.read_until), here))[:COUNTED])
    context = {"count": count, "or_more": count == COUNTED}
    return [Todo("news", 25, context, folder="updates")] if count else []
