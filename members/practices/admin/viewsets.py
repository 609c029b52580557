"""The list and the edit screen of practices at the desk, and who may use them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
)
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from lessons.topic_forms import KnowsSynonyms

from ..models import Practice

# Members make practices; at the desk they are read, corrected, published and taken down.
DESK_ACTIONS = frozenset({"view", "change", "publish", "lock", "unlock"})


class PracticeForm(KnowsSynonyms, WagtailAdminModelForm):
    pass


class PracticeEditView(EditView):
    def get_object(self, queryset: Any = None) -> Practice:
        practice = super().get_object(queryset)
        if practice.is_from_intervision:
            # A whole group agreed to these words and no others.
            raise PermissionDenied
        return practice


class PracticeViewSet(SnippetViewSet):
    model = Practice
    icon = "comment"
    menu_label = "Ervaringen"
    menu_order = 150
    add_to_admin_menu = True
    list_display = ["title", "kind", "municipality", "audience", "trial_count"]
    list_filter = ["kind", "audience", "live", "under_pseudonym"]
    search_fields = ["title", "matter", "action", "result"]
    edit_view_class = PracticeEditView
    edit_handler = ObjectList(
        [
            HelpPanel(
                "Dit is de tekst van een lid. Verbeter alleen wat onduidelijk is, en vraag de "
                "schrijver om de rest. Bij ‘Zonder naam’ mag niets de schrijver verraden."
            ),
            "kind",
            "title",
            "matter",
            "action",
            "result",
            "otherwise",
            MultiFieldPanel(["residents", "residents_view"], heading="Wat vonden bewoners ervan?"),
            MultiFieldPanel(["lessons", "topics"], heading="Waarover"),
            MultiFieldPanel(
                [
                    FieldPanel("author", read_only=True),
                    FieldPanel("co_author", read_only=True),
                    FieldPanel("municipality", read_only=True),
                    "audience",
                    FieldPanel("under_pseudonym", read_only=True),
                    FieldPanel("pseudonym", read_only=True),
                ],
                heading="Van wie en voor wie",
            ),
            PublishingPanel(),
        ],
        base_form_class=PracticeForm,
    )
