"""What leaving writes into the trail. Nothing of it is shown at the desk in any other way."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

ACTIONS = {
    "privacy.export": ("Gegevens gedownload", "Eigen gegevens gedownload"),
    "privacy.erase": ("Account gewist", "Account gewist"),
    "privacy.handover.give": ("Bruidsschat klaargezet", "Bruidsschat klaargezet of aangepast"),
    "privacy.handover.withdraw": ("Bruidsschat ingetrokken", "Bruidsschat ingetrokken"),
    "privacy.handover.open": ("Bruidsschat geopend", "Bruidsschat geopend"),
}


@hooks.register("register_log_actions")
def log_actions(registry: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)
