"""Methods and shared organisations at the desk: snippets, which editors may change."""

from django.urls import reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Method, StaffOrganisation


class MethodViewSet(SnippetViewSet):
    model = Method
    icon = "list-ol"
    menu_label = "Werkvormen"
    list_display = ["name", "minutes", "smallest", "largest", "is_offered"]
    search_fields = ["name", "description"]
    panels = [
        HelpPanel(
            "Verander een werkvorm liever niet terwijl een groep ermee bezig is. Zij ziet de "
            "nieuwe stappen meteen."
        ),
        "name",
        "slug",
        "description",
        FieldRowPanel(["smallest", "largest"]),
        MultiFieldPanel(
            [
                "trust",
                "online_fit",
                "for_beginners",
                "fits_incident",
                "fits_approach",
                "fits_stuck",
                "fits_role",
            ],
            heading="Wanneer past deze werkvorm?",
        ),
        "is_offered",
        InlinePanel(
            "steps",
            heading="Stappen",
            label="Stap",
            min_num=1,
            panels=[
                FieldRowPanel(["name", "minutes"]),
                FieldRowPanel(["kind", "speaker"]),
                "instruction",
                FieldRowPanel(["case_owner_is_silent", "turn"]),
            ],
        ),
    ]


class OrganisationViewSet(SnippetViewSet):
    model = StaffOrganisation
    icon = "group"
    menu_label = "Gedeelde organisaties"
    list_display = ["name"]
    search_fields = ["name"]
    panels = [
        HelpPanel(
            "Secretarissen van gemeenten met één ambtelijke organisatie zijn collega’s. Zij komen "
            "niet in dezelfde intervisiegroep."
        ),
        FieldPanel("name"),
        InlinePanel("municipalities", heading="Gemeenten", label="Gemeente", min_num=2),
    ]


class IntervisionGroup(SnippetViewSetGroup):
    """One menu; rounds themselves are run at /intervisie/organiseren/, by facilitators too."""

    items = (MethodViewSet, OrganisationViewSet)
    menu_icon = "group"
    menu_label = "Intervisie"
    menu_name = "intervisie"
    menu_order = 155

    def get_submenu_items(self) -> list:
        rounds = MenuItem("Rondes", reverse("run_rounds"), icon_name="date", order=-1)
        return [rounds, *super().get_submenu_items()]
