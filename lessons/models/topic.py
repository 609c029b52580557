from django.urls import reverse
from taggit.models import TagBase


class Topic(TagBase):
    """A free subject word, shared by everything that editors and members write."""

    free_tagging = True

    class Meta:
        verbose_name = "onderwerp"
        verbose_name_plural = "onderwerpen"
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])
