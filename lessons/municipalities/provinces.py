"""The twelve provinces, and the names that people also use for them."""

from django.db import models


class Province(models.TextChoices):
    DRENTHE = "Drenthe", "Drenthe"
    FLEVOLAND = "Flevoland", "Flevoland"
    FRYSLAN = "Fryslân", "Fryslân"
    GELDERLAND = "Gelderland", "Gelderland"
    GRONINGEN = "Groningen", "Groningen"
    LIMBURG = "Limburg", "Limburg"
    NOORD_BRABANT = "Noord-Brabant", "Noord-Brabant"
    NOORD_HOLLAND = "Noord-Holland", "Noord-Holland"
    OVERIJSSEL = "Overijssel", "Overijssel"
    UTRECHT = "Utrecht", "Utrecht"
    ZEELAND = "Zeeland", "Zeeland"
    ZUID_HOLLAND = "Zuid-Holland", "Zuid-Holland"


# Names that are not part of the official one: whoever types Holland finds both by themselves.
OTHER_NAMES = {Province.FRYSLAN: ("Friesland",)}


def names_of(province: str) -> tuple[str, ...]:
    """The province's own name first, then what people also call it."""
    return (province, *OTHER_NAMES.get(Province(province), ()))
