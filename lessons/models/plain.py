"""Everything that is simply a page: about, privacy, house rules."""

from typing import Any

from django.db import models
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from ..blocks import BodyBlock

# To these everybody who joins agrees; members are asked again when they change.
AGREED_TO = frozenset({"huisregels"})


class WordingPanel(FieldPanel):
    """Only where it matters whether a change is one of wording."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.slug in AGREED_TO


class PlainPageForm(WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Said anew of every change: else the next real change would go by unasked.
        if "only_wording" in self.fields:
            self.initial["only_wording"] = False


class PlainPage(Page):
    intro = models.TextField("inleiding", blank=True, max_length=500)
    body = StreamField(BodyBlock(), verbose_name="tekst", blank=True)

    only_wording = models.BooleanField(
        "alleen taal of een typefout",
        default=False,
        help_text="Zet hier een vinkje als de betekenis gelijk bleef. Leden hoeven dan niet "
        "opnieuw akkoord te gaan.",
    )
    # When it last came to say something else.
    changed_at = models.DateTimeField("inhoud veranderd op", null=True, editable=False)

    base_form_class = PlainPageForm
    content_panels = [
        *Page.content_panels,
        "intro",
        "body",
        WordingPanel("only_wording"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    api_fields = [APIField("intro"), APIField("body")]

    parent_page_types = ["lessons.HomePage", "lessons.PlainPage"]
    subpage_types = ["lessons.PlainPage"]

    class Meta:
        verbose_name = "gewone pagina"
        verbose_name_plural = "gewone pagina's"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            self._note_change()
        super().save(*args, **kwargs)

    def _note_change(self) -> None:
        """Of the row that readers have, not of the text that was begun from an older one."""
        if not self.only_wording:
            self.changed_at = self.last_published_at
            return
        before = PlainPage.objects.filter(pk=self.pk).first()
        self.changed_at = (before.changed_at or before.last_published_at) if before else None

    def get_context(self, request, *args, **kwargs):
        below = PlainPage.objects.child_of(self).live().public()
        return super().get_context(request, *args, **kwargs) | {"below": below}
