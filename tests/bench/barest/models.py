from wagtail.models import Page


class BarePage(Page):
    class Meta:
        app_label = "barest"
