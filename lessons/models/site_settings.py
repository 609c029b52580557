from django.db import models
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """Who sends this site, and whom a reader can write to."""

    sender = models.CharField("afzender", max_length=150, default="Platform31")
    contact_name = models.CharField("naam van de contactpersoon", max_length=100, blank=True)
    contact_email = models.EmailField("e-mailadres voor vragen", blank=True)
    security_email = models.EmailField("e-mailadres voor kwetsbaarheden", blank=True)
    source_title = models.CharField("titel van de bron", max_length=250, blank=True)
    source_url = models.URLField("adres van de bron", blank=True)

    panels = [
        "sender",
        MultiFieldPanel(["contact_name", "contact_email", "security_email"], heading="Contact"),
        MultiFieldPanel(["source_title", "source_url"], heading="Bron van de lessen"),
    ]

    class Meta:
        verbose_name = "afzender en contact"
