"""What waits for an editor on the first screen of the desk."""

from typing import Any

from wagtail.admin.ui.components import Component

from ..models import Application


class ApplicationsPanel(Component):
    name = "applications"
    template_name = "people/desk/panel.html"
    order = 120

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": Application.objects.waiting().count()}
