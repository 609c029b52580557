"""What waits for an editor on the first screen of the desk."""

from typing import Any

from wagtail.admin.ui.components import Component

from .. import review


class ReviewsPanel(Component):
    name = "practice_reviews"
    template_name = "practices/desk/panel.html"
    order = 130

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": review.waiting().count()}
