"""Intervision at the editors' desk: the way to rounds, methods, organisations, and the trail."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from members.people.admin.permissions import RightPolicy
from members.permissions import Right

from .models import Method, StaffOrganisation
from .viewsets import IntervisionGroup

# Before anything asks for it: Wagtail keeps the first answer.
for model in (Method, StaffOrganisation):
    register_permission_policy(model, RightPolicy(model, Right.RUN_ROUNDS))
register_snippet(IntervisionGroup)

ACTIONS = {
    "make": ("Ronde gemaakt", "Intervisieronde gemaakt"),
    "edit": ("Ronde gewijzigd", "Intervisieronde gewijzigd"),
    "announce": ("Aanmelden opengezet", "Aanmelden voor de ronde opengezet"),
    "close_sign_up": ("Aanmelden gesloten", "Aanmelden voor de ronde gesloten"),
    "cancel": ("Ronde geannuleerd", "Intervisieronde geannuleerd met een reden"),
    "continue": ("Ronde vervolgd", "De groepen gaan door met een volgende bijeenkomst"),
    "make_groups": ("Groepen gevraagd", "Groepen laten maken"),
    "confirm_groups": ("Groepen bevestigd", "De groepen zijn bevestigd"),
    "enrol": ("Aangemeld", "Aangemeld voor een ronde"),
    "withdraw": ("Teruggetrokken", "Aanmelding teruggetrokken"),
    "move_up": ("Plaats gekregen", "Van de wachtlijst naar een plaats"),
    "leave_group": ("Groep verlaten", "Een deelnemer verliet de groep"),
    "take_seat": ("Plaats in een groep", "Van de wachtlijst naar een groep"),
    "propose_date": ("Datum voorgesteld", "Een deelnemer stelde een datum voor"),
    "take_back_date": ("Datum vervallen", "Een voorgestelde datum verviel"),
    "move_meeting": ("Bijeenkomst verzet", "De bijeenkomst kreeg een andere datum"),
    "cancel_meeting": ("Bijeenkomst afgezegd", "De bijeenkomst gaat niet door"),
    # In the room: who did what, and never what was said.
    "open": ("Kamer geopend", "De kamer geopend met een tweede stap"),
    "agree": ("Afspraken beloofd", "De afspraken van de groep beloofd"),
    "begin": ("Bijeenkomst begonnen", "De bijeenkomst begonnen"),
    "end": ("Bijeenkomst afgesloten", "De bijeenkomst afgesloten"),
    "take_over": ("Begeleiding overgenomen", "De begeleiding overgenomen"),
    "leave": ("Groep verlaten", "De groep verlaten"),
    "destroy": ("Vernietigd", "Alles uit de kamer vernietigd"),
}


@hooks.register("register_log_actions")
def log_actions(registry: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        registry.register_action(f"intervision.{name}", label, message)
