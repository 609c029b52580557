"""Municipalities at the editors' desk: see all, correct what changed, confirm a merger."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Municipality

HELP = (
    "De code en het adres van de pagina liggen vast. Fuseert een gemeente? Vul de dag en de "
    "opvolger in. Vink pas daarna aan dat de opheffing vaststaat."
)


class OnlyChange(ModelPermissionPolicy):
    """Also a superuser adds none: they come with the list, and code and address are fixed."""

    def user_has_permission(self, user, action):
        return action != "add" and super().user_has_permission(user, action)


class MunicipalityViewSet(SnippetViewSet):
    model = Municipality
    icon = "globe"
    menu_label = "Gemeenten"
    menu_order = 360
    add_to_admin_menu = True
    list_display = ["name", "province", "inhabitants", "code", "successor"]
    list_filter = ["province", "end_confirmed"]
    list_per_page = 50
    ordering = ["name"]
    search_fields = ["name", "aliases__name", "code"]
    inspect_view_enabled = True
    panels = [
        HelpPanel(HELP),
        "name",
        FieldRowPanel([FieldPanel("code", read_only=True), FieldPanel("slug", read_only=True)]),
        FieldRowPanel(["province", "inhabitants"]),
        FieldRowPanel(["latitude", "longitude"]),
        "domain",
        InlinePanel("aliases", heading="Andere namen", label="Andere naam"),
        MultiFieldPanel(
            [FieldRowPanel(["valid_from", "valid_to"]), "successor", "end_confirmed"],
            heading="Ontstaan en fusie",
        ),
        FieldPanel("neighbours", read_only=True),
    ]


register_permission_policy(Municipality, OnlyChange(Municipality))
register_snippet(MunicipalityViewSet)
