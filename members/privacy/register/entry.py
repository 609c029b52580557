"""The words in which the register is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import Model, Q, QuerySet

from members.people.models import User

HOST = "hostingpartij"
MAILER = "mailverzender"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Why we keep something: what for, on which ground, how long, and who does it for us."""

    name: str
    purpose: str
    basis: str
    term: str
    processors: tuple[str, ...] = (HOST,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One way in which rows of a table belong to a person.

    ``path`` leads from the row to the person, or with ``by_address`` to an e-mail address.
    Without ``not_exported`` the rows are in the download; without ``stays`` they go when the
    person is erased. ``staying`` picks the rows that stay when only some of them do; a row that
    ``is_part`` of another goes or stays with that one.
    """

    path: str
    title: str
    only: tuple[str, ...] = ()
    not_exported: str = ""
    stays: str = ""
    staying: Callable[[QuerySet, User], QuerySet] | None = None
    by_address: bool = False
    is_part: bool = False

    @property
    def first_step(self) -> str:
        return self.path.split("__")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table with something about people.

    ``fields`` are the personal ones: all of them, or with ``rest`` (why) only those named.
    ``secret`` ones are kept but never handed out; ``prose`` was typed by people and may hold names;
    ``sealed`` ones lie encrypted, each with the property that reads and writes it.
    """

    model: str
    activity: Activity
    fields: tuple[str, ...]
    links: tuple[Link, ...]
    rest: str = ""
    secret: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    sealed: Mapping[str, str] = field(default_factory=dict)

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)

    @property
    def name(self) -> str:
        return str(self.model_class._meta.verbose_name_plural).capitalize()

    @property
    def labels(self) -> list[str]:
        """The fields as readers call them."""
        found = [self.model_class._meta.get_field(name) for name in self.fields]
        return [str(getattr(one, "verbose_name", "") or one.name) for one in found]

    def rows(self, link: Link, person: User) -> QuerySet[Any]:
        """Everything that this link ties to the person; of the same row once."""
        rows = self.model_class._default_manager.all()
        if link.by_address:
            return rows.filter(_any_of(link.path, addresses_of(person))).distinct()
        return rows.filter(**{link.path: person.pk}).distinct()


def words(names: str) -> tuple[str, ...]:
    return tuple(names.split())


def addresses_of(person: User) -> list[str]:
    confirmed = EmailAddress.objects.filter(user=person, verified=True)
    others = confirmed.values_list("email", flat=True)
    return sorted({person.email.lower(), *(address.lower() for address in others)})


def _any_of(path: str, addresses: list[str]) -> Q:
    condition = Q(pk__in=[])
    for address in addresses:
        condition |= Q(**{f"{path}__iexact": address})
    return condition
