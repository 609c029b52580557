"""What leaving writes into the trail. Nothing of it is shown at the desk in any other way."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

ACTIONS = {
    "leaving.export": ("Gegevens gedownload", "Eigen gegevens gedownload"),
    "leaving.erase": ("Account gewist", "Account gewist"),
    "leaving.handover.give": ("Bruidsschat klaargezet", "Bruidsschat klaargezet of aangepast"),
    "leaving.handover.withdraw": ("Bruidsschat ingetrokken", "Bruidsschat ingetrokken"),
    "leaving.handover.open": ("Bruidsschat geopend", "Bruidsschat geopend"),
}


@hooks.register("register_log_actions")
def log_actions(registry: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)
