"""What search reads: one row for everything that a reader may find, whatever kind it is."""

from django.contrib.contenttypes.models import ContentType
from django.db import models

from lessons.models import LessonPage, Topic
from lessons.municipalities.models import Municipality

from .dutch.normalise import LONGEST_WORD
from .fields import InArray, TermsField
from .querysets import Audience, EntryQuerySet


class Kind(models.TextChoices):
    """In the order in which equally good results are shown."""

    LESSON = "les", "Lessen"
    EXAMPLE = "praktijkvoorbeeld", "Praktijkvoorbeelden"
    PRACTICE = "ervaring", "Ervaringen"
    QUESTION = "vraag", "Vragen"
    MEETING = "bijeenkomst", "Bijeenkomsten"
    MUNICIPALITY = "gemeente", "Gemeenten"
    PAGE = "pagina", "Andere pagina's"


class Entry(models.Model):
    """A copy for searching; the original stays where it is and is never changed from here."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    title = models.CharField(max_length=255)
    url = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    date = models.DateField(null=True)
    municipality = models.ForeignKey(
        Municipality, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lessons = models.ManyToManyField(LessonPage, related_name="+")
    topics = models.ManyToManyField(Topic, related_name="entries")

    title_words = TermsField(blank=True)
    lead_words = TermsField(blank=True, help_text="Those of title and summary.")
    words = TermsField(blank=True, help_text="All of them.")

    objects = EntryQuerySet.as_manager()

    # A copy refers to what its original refers to; editors count the original.
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="one_entry_per_original"
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=Audience.values), name="entry_audience_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.url


Entry._meta.pk.register_lookup(InArray)


class TitleWord(models.Model):
    """A word of a title as it is typed, folded: what suggestions begin from."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="title_words_typed")
    word = models.CharField(max_length=LONGEST_WORD, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "word"], name="title_word_is_listed_once")
        ]

    def __str__(self) -> str:
        return self.word
