"""Practices at the editors' desk."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .desk import EditorsPolicy, PracticeViewSet
from .models import Practice

# Before anything asks for it: Wagtail keeps the first answer.
register_permission_policy(Practice, EditorsPolicy(Practice))
register_snippet(PracticeViewSet)

ACTIONS = {
    "submit": ("Ervaring gedeeld", "Ervaring ingestuurd"),
    "revise": ("Ervaring aangepast", "Nieuwe tekst ingestuurd"),
    "withdraw": ("Ervaring ingetrokken", "Ingetrokken door de schrijver"),
    "decline": ("Ervaring afgewezen", "Afgewezen met een reden"),
}


@hooks.register("register_log_actions")
def log_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        registry.register_action(f"practices.{name}", label, message)
