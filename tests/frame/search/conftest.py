"""A small library, made so that every rule of the search can be seen at work."""

from datetime import UTC, datetime

import pytest

from gideonsbende.search.indexing import refresh_all
from lessons.municipalities.models import Alias
from tests.lessons.factories import (
    backdate,
    hide,
    make_example,
    make_lesson,
    make_meeting,
    make_municipality,
    make_page,
)


def text(*paragraphs: str) -> list[tuple[str, str]]:
    return [("paragraph", f"<p>{paragraph}</p>") for paragraph in paragraphs]


@pytest.fixture
def library(db) -> None:
    """Three lessons, three examples, a meeting, three pages and five municipalities."""
    heusden, _ermelo = make_municipality(), make_municipality("Ermelo", "GM0233")
    _make_places_with_other_names()
    trust, council, language = _make_lessons()
    makers = make_example(
        "Heusden: ambtenaren als MogelijkMakers",
        slug="heusden",
        municipality=heusden,
        lessons=[trust, language],
        topics=["Bewonersinitiatief", "vakmanschap"],
        intro="Ambtenaren helpen bewoners om hun plannen waar te maken.",
        body=text("Gezinnen met kinderen kregen een speelstraat. Het overleg duurde kort."),
    )
    energy = make_example(
        "Coöperaties en de gemeenteraad",
        slug="cooperaties",
        organisation="EnergieSamen",
        lessons=[council],
        topics=["Bewonersinitiatief"],
        intro="Energiecoöperaties zoeken een vaste plek in de begroting.",
        body=text("Bewoners in nieuwe wijken betalen samen zonnepanelen."),
    )
    backdate(makers, datetime(2026, 3, 1, tzinfo=UTC))
    backdate(energy, datetime(2026, 5, 1, tzinfo=UTC))
    make_meeting(
        "Lunchgesprek over idealen",
        intro="Met ideeën van inwoners aan de slag.",
        body=text("Over coördinatie, jeugdzorg en een belangrijke vraag."),
    )
    make_page("Over ons", slug="over", body=text("Wij zijn gemeentesecretarissen."))
    make_page("Toegankelijkheid", slug="toegankelijkheid", body=text("Een <b>eis</b> & een wens."))
    hide(make_page("Geheime bewonersavond", slug="geheim"))
    make_page("Bewoners in concept", slug="concept", live=False)
    refresh_all()


def _make_places_with_other_names() -> None:
    hague = make_municipality("'s-Gravenhage", "GM0518", slug="s-gravenhage")
    Alias.objects.create(municipality=hague, name="Den Haag")
    sneek = make_municipality("Súdwest-Fryslân", "GM1900", slug="sudwest-fryslan")
    sneek.province = "Fryslân"
    sneek.save()
    make_municipality("Waterland", "GM0852")


def _make_lessons():
    return (
        make_lesson(
            6,
            title="Werk aan vertrouwen tussen bewoners en overheid",
            slug="vertrouwen",
            menu_title="Vertrouwen",
            core="Zonder vertrouwen geen samenspel.",
            body=text("Een bewonersoverleg begint met luisteren naar de wijk."),
        ),
        make_lesson(
            3,
            title="Neem raad en college mee",
            slug="raad",
            menu_title="Raad en college",
            core="De raad hoort er vanaf het begin bij, ook in kleine steden.",
            body=text("Bewonersinitiatieven vragen om kaders. Wie betaalt dat?"),
        ),
        make_lesson(
            1,
            title="Een gezamenlijke taal",
            slug="taal",
            menu_title="Taal",
            core="Spreek de taal van de stad.",
            body=text("Kinderopvang, huizen en wegen: elk huis heeft zijn eigen taal."),
        ),
    )
