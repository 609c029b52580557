from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from taggit.models import TagBase

NAME_LENGTH = 100


class TopicQuerySet(models.QuerySet["Topic"]):
    def at_address(self, slug: str) -> Self:
        """Also by another word for it, and by the address of a topic that became this one."""
        return self.filter(Q(slug=slug) | Q(synonyms__slug=slug)).distinct()


class Topic(TagBase):
    """A free subject word, shared by everything that editors and members write."""

    free_tagging = True

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = "onderwerp"
        verbose_name_plural = "onderwerpen"
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])


class Synonym(models.Model):
    """Another word for a topic: whoever types it gets the topic, and its address leads there."""

    topic = models.ForeignKey(
        Topic, verbose_name="onderwerp", on_delete=models.CASCADE, related_name="synonyms"
    )
    name = models.CharField("woord", max_length=NAME_LENGTH)
    slug = models.SlugField("adres", max_length=NAME_LENGTH, unique=True, allow_unicode=True)

    class Meta:
        verbose_name = "ander woord voor een onderwerp"
        verbose_name_plural = "andere woorden voor onderwerpen"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="a_word_means_one_topic"),
            models.CheckConstraint(condition=~Q(name=""), name="synonym_is_a_word"),
        ]

    def __str__(self) -> str:
        return self.name
