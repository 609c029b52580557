"""What a member tells colleagues, and what stays hidden."""

from django.db import models
from django.urls import reverse
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from lessons.models import LessonPage, Topic

from ..querysets import ProfileQuerySet

# What a member may hide; each has its own column, so that a filter cannot give it away.
HIDEABLE = ("municipality", "since", "offers", "seeks", "working_on", "email", "photo")


class ProfileTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="profiles")
    content_object = models.ForeignKey(
        "people.Profile", on_delete=models.CASCADE, related_name="topic_links"
    )

    class Meta:
        verbose_name = "onderwerp van een profiel"
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="a_topic_once_per_profile"
            )
        ]


# The topics hang on a class of taggit, which ships no types.
class Profile(models.Model):  # type: ignore[django-manager-missing]
    person = models.OneToOneField(
        "people.User", verbose_name="persoon", on_delete=models.CASCADE, related_name="profile"
    )
    slug = models.SlugField("adres", max_length=80, unique=True)
    offers = models.ManyToManyField(
        LessonPage, verbose_name="kan helpen met", blank=True, related_name="offered_by"
    )
    seeks = models.ManyToManyField(
        LessonPage, verbose_name="zoekt hulp bij", blank=True, related_name="sought_by"
    )
    working_on = models.TextField("waar ik nu aan werk", blank=True, max_length=600)
    topics = TaggableManager("onderwerpen", through=ProfileTopic, blank=True)
    paused_until = models.DateField("pauze tot en met", null=True, blank=True)
    house_rules = models.DateField("huisregels van", null=True, blank=True)

    hide_municipality = models.BooleanField("gemeente verbergen", default=False)
    hide_since = models.BooleanField("tijd in functie verbergen", default=False)
    hide_offers = models.BooleanField("lessen waarmee ik help verbergen", default=False)
    hide_seeks = models.BooleanField("lessen waarbij ik hulp zoek verbergen", default=False)
    hide_working_on = models.BooleanField("waar ik aan werk verbergen", default=False)
    hide_email = models.BooleanField("e-mailadres verbergen", default=False)
    hide_photo = models.BooleanField("foto verbergen", default=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "profiel"
        verbose_name_plural = "profielen"

    def __str__(self) -> str:
        return f"Profiel {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("member", args=[self.slug])

    def shows(self, field: str) -> bool:
        return not getattr(self, f"hide_{field}")


class Photo(models.Model):
    """A small re-encoded portrait; in the database, so that it is gone when the profile is."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="photo")
    jpeg = models.BinaryField("foto")
    changed_at = models.DateTimeField("gewijzigd op", auto_now=True)

    class Meta:
        verbose_name = "foto"
        verbose_name_plural = "foto's"

    def __str__(self) -> str:
        return f"Foto {self.pk}"
