"""What the domain of an address says about the municipality: a hint, never proof."""

from enum import StrEnum

from lessons.municipalities.models import Municipality

# Common providers in the Netherlands; an address there is somebody's own.
PRIVATE_DOMAINS = frozenset(
    {"casema.nl", "gmail.com", "hetnet.nl", "home.nl", "hotmail.com", "hotmail.nl", "icloud.com"}
    | {"kpnmail.nl", "live.com", "live.nl", "me.com", "outlook.com", "planet.nl", "proton.me"}
    | {"protonmail.com", "xs4all.nl", "yahoo.com", "ziggo.nl"}
)


class Hint(StrEnum):
    MATCHES = "matches"
    OTHER_MUNICIPALITY = "other"
    PRIVATE = "private"
    UNKNOWN = "unknown"


def hint_for(email: str, municipality: Municipality) -> tuple[Hint, Municipality | None]:
    """The hint, and for ``OTHER_MUNICIPALITY`` the municipality that the domain belongs to."""
    domain = email.rpartition("@")[2].lower()
    if municipality.domain and _belongs_to(domain, municipality.domain):
        return Hint.MATCHES, municipality
    if domain in PRIVATE_DOMAINS:
        return Hint.PRIVATE, None
    candidates = [domain, domain.partition(".")[2]]
    other = Municipality.objects.filter(domain__in=candidates).first()
    return (Hint.OTHER_MUNICIPALITY, other) if other else (Hint.UNKNOWN, None)


def _belongs_to(domain: str, municipal: str) -> bool:
    municipal = municipal.lower()
    return domain == municipal or domain.endswith(f".{municipal}")
