"""What `manage.py check --deploy` looks at besides Django's own list."""

from typing import Any

from django.core.checks import Error, Tags, register

from .demo import accounts


@register(Tags.security, deploy=True)
def no_demo_accounts(**_options: Any) -> list[Error]:
    """Demo accounts belong on one's own machine."""
    if accounts.allowed():
        return [Error("DEMO_ACCOUNTS staat aan.", id="gideonsbende.E001")]
    if accounts.are_there():
        return [Error("Er staan demo-accounts in de database.", id="gideonsbende.E002")]
    return []
