"""Which house rules hold, and who agreed to them."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from lessons.models import PlainPage

from .models import Profile, User

SLUG = "huisregels"
# Of the text that stood there before the first one was published at the desk.
FIRST = date(2026, 11, 23)


def page() -> PlainPage | None:
    return PlainPage.objects.live().filter(slug=SLUG).first()


def version(of: PlainPage | None = None) -> date:
    """The day since which the house rules say what they say; better wording makes no new one."""
    rules = of or page() or PlainPage()
    since = rules.changed_at or rules.last_published_at
    return timezone.localdate(since) if since else FIRST


def wait_for(profile: Profile | None) -> bool:
    """Whether this member has not agreed to the rules as they are now."""
    return profile is None or profile.house_rules is None or profile.house_rules < version()


@transaction.atomic
def agree(profile: Profile, *, to: date, by: User) -> None:
    """Record which text somebody agreed to; an older one never takes the place of a newer."""
    if profile.house_rules and profile.house_rules >= to:
        return
    profile.house_rules = to
    profile.save(update_fields=["house_rules"])
    log(profile, "people.profile.agree", user=by, data={"version": to.isoformat()})
