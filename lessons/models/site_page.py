"""What all our pages share: whether everyone may see them, and the pages they show."""

from wagtail.models import Page, PageQuerySet, PageViewRestriction


class SitePage(Page):
    # Wagtail asks the database three times per page; the frame often knows the answer.
    nothing_is_private = False

    class Meta:
        abstract = True

    def route(self, request, path_components):
        self.nothing_is_private = getattr(request, "nothing_is_private", False)
        return super().route(request, path_components)

    def get_view_restrictions(self):
        if self.nothing_is_private:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def shown(self, pages: PageQuerySet) -> PageQuerySet:
        """Those of ``pages`` that this page may show to everyone."""
        return pages.live() if self.nothing_is_private else pages.live().public()
