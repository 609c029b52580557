"""The blocks that editors build a page from. Each one tells what it is for and shows itself."""

import re

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

# Never javascript: or data:, and no other site by way of two slashes.
SAFE_ADDRESS = re.compile(r"https?://|/(?![/\\])")


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = "Tussenkop"
        description = "Een kop boven een stuk tekst. Kort, en zegt wat eronder staat."
        template = "blocks/heading.html"
        preview_value = "Begin bij de voorganger"


class ParagraphBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = "Tekst"
        description = "Gewone alinea's, met lijsten, links en nadruk."
        template = "blocks/paragraph.html"
        preview_value = (
            "<p>Een goed gesprek begint met een vraag. Vraag bewoners wat zij van u nodig "
            "hebben. <b>Luister eerst</b>, en beloof daarna pas iets.</p>"
        )


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Kop", max_length=80)
    text = blocks.RichTextBlock(label="Tekst", features=["bold", "italic", "link", "ul", "ol"])

    class Meta:
        icon = "info-circle"
        label = "Kader"
        description = "Eén punt dat de lezer niet mag missen. Hoogstens één of twee per pagina."
        template = "blocks/callout.html"
        preview_value = {
            "title": "Klein beginnen mag",
            "text": "<p>Kies één wijk en één ambtenaar. Kijk na een half jaar wat het bracht.</p>",
        }


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="Citaat", rows=3)
    source = blocks.CharBlock(label="Van wie", help_text="Naam en functie, met toestemming.")

    class Meta:
        icon = "openquote"
        label = "Citaat"
        description = "Iemands eigen woorden, met naam. Alleen wat die persoon heeft goedgekeurd."
        template = "blocks/quote.html"
        preview_value = {
            "text": "Sinds die avond bellen bewoners ons eerder, en wij hen ook.",
            "source": "Een gemeentesecretaris",
        }


class FigureBlock(blocks.StructBlock):
    image = ImageBlock(label="Afbeelding", required=True)
    caption = blocks.CharBlock(label="Bijschrift", required=False, max_length=200)

    class Meta:
        icon = "image"
        label = "Afbeelding"
        description = "Een foto of tekening die iets laat zien wat de tekst niet zegt."
        template = "blocks/figure.html"
        preview_template = "blocks/figure_preview.html"


class LinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Titel", max_length=150)
    url = blocks.CharBlock(label="Adres", help_text="Begint met https:// of met /.")
    note = blocks.CharBlock(label="Toelichting", required=False, max_length=200)

    class Meta:
        icon = "link"
        label = "Link"

    def clean(self, value):
        cleaned = super().clean(value)
        if not SAFE_ADDRESS.match(cleaned["url"]):
            wrong = ValidationError("Begin het adres met https:// of met één schuine streep.")
            raise blocks.StructBlockValidationError(block_errors={"url": wrong})
        return cleaned


class LinksBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Kop", default="Lees verder", max_length=80)
    links = blocks.ListBlock(LinkBlock(), label="Links", min_num=1)

    class Meta:
        icon = "list-ul"
        label = "Verder lezen"
        description = "Een lijst met links naar andere pagina's of sites."
        template = "blocks/links.html"
        preview_value = {
            "title": "Lees verder",
            "links": [{"title": "De oproep", "url": "/over/oproep/", "note": "Doe mee"}],
        }


class BodyBlock(blocks.StreamBlock):
    """The running text of a lesson, an example or a page."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    figure = FigureBlock()
    links = LinksBlock()

    class Meta:
        template = "blocks/body.html"


class ActionBlock(blocks.CharBlock):
    class Meta:
        icon = "check"
        label = "Actie"
        description = "Eén ding dat een secretaris kan doen. Begin met een werkwoord."
        template = "blocks/item.html"
        preview_value = "Vraag elk kwartaal aan drie bewoners hoe het contact liep."


class ChecklistBlock(blocks.StreamBlock):
    action = ActionBlock(max_length=200)


class QuestionBlock(blocks.CharBlock):
    class Meta:
        icon = "help"
        label = "Vraag"
        description = "Een open vraag waar een intervisiegroep een half uur mee verder kan."
        template = "blocks/item.html"
        preview_value = "Wanneer stond u voor het laatst naast een ambtenaar die een grens opzocht?"


class QuestionsBlock(blocks.StreamBlock):
    question = QuestionBlock(max_length=250)


class FactBlock(blocks.StructBlock):
    label = blocks.CharBlock(label="Wat", max_length=60)
    value = blocks.CharBlock(label="Feit", max_length=250)

    class Meta:
        icon = "tag"
        label = "Feit"
        description = "Een feit in het kort: links wat het is, rechts het antwoord."
        template = "blocks/fact.html"
        preview_value = {"label": "Begonnen in", "value": "meer dan twintig jaar geleden"}


class FactsBlock(blocks.StreamBlock):
    fact = FactBlock()


class SourceBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Titel", max_length=250)
    url = blocks.URLBlock(label="Webadres", required=False)
    note = blocks.CharBlock(
        label="Van wie en wanneer", required=False, max_length=250, help_text="Auteur, datum."
    )

    class Meta:
        icon = "doc-full"
        label = "Bron"
        description = "Waar staat dit? Titel, maker, datum, en het adres als dat er is."
        template = "blocks/source.html"
        preview_value = {
            "title": "Samenspel tussen gemeente en bewoner",
            "url": "https://www.platform31.nl/",
            "note": "Platform31, 21 december 2022",
        }


class SourcesBlock(blocks.StreamBlock):
    source = SourceBlock()


class AdditionBlock(blocks.StructBlock):
    date = blocks.DateBlock(label="Datum")
    text = blocks.RichTextBlock(label="Aanvulling", features=["bold", "italic", "link", "ul"])

    class Meta:
        icon = "date"
        label = "Aanvulling"
        description = "Wat later bleek. De oorspronkelijke tekst erboven blijft staan."
        template = "blocks/addition.html"
        preview_value = {
            "date": "2026-11-23",
            "text": "<p>Twee leden probeerden dit uit in een kleine kern.</p>",
        }


class AdditionsBlock(blocks.StreamBlock):
    addition = AdditionBlock()


class SpeakerBlock(blocks.StructBlock):
    name = blocks.CharBlock(label="Naam", max_length=100)
    organisation = blocks.CharBlock(label="Organisatie", required=False, max_length=150)

    class Meta:
        icon = "user"
        label = "Spreker"
        description = "Wie er sprak of gaat spreken."
        template = "blocks/speaker.html"
        preview_value = {"name": "Voornaam Achternaam", "organisation": "Gemeente of organisatie"}


class SpeakersBlock(blocks.StreamBlock):
    speaker = SpeakerBlock()
