"""What waits for an editor on the first screen of the desk."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from .models import ExamplePage


class ReviewDuePanel(Component):
    """Examples whose review date has come: does this still hold?"""

    name = "review_due"
    template_name = "desk/review_due.html"
    order = 150

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"examples": ExamplePage.objects.live().due_for_review(timezone.localdate())}
