"""The members whom somebody can name, and who is meant by a name as people type it."""

import difflib
import unicodedata
from collections import defaultdict

from django import forms
from django.utils import timezone

from members.people.models import Membership, User
from members.permissions import gives_access

UNKNOWN = (
    "We vonden geen lid dat ‘{typed}’ heet. Schrijf de naam zoals die bij Leden staat, of laat dit "
    "veld leeg."
)
DID_YOU_MEAN = "We vonden geen lid dat ‘{typed}’ heet. Bedoelt u {names}?"
SEVERAL = "Meer leden heten ‘{typed}’. Schrijf erbij wie u bedoelt: {names}."
NO_PLACE = "gemeente niet getoond"
CLOSE_ENOUGH, MOST_MEANT = 0.7, 3


class Colleagues:
    """The other members by how the list calls them: with their municipality, unless they hide it.

    Tells nothing that the list does not: every answer is made from the names in it.
    """

    def __init__(self, person: User) -> None:
        self.by_label: dict[str, User] = {}
        self._meant: dict[str, list[str]] = defaultdict(list)
        for post, place in _posts(person):
            label = _free(f"{post.person.name}{place}", self.by_label)
            self.by_label[label] = post.person
            for way in {_folded(post.person.name), _folded(label)}:
                self._meant[way].append(label)

    def named(self, typed: str) -> User:
        """Whom somebody means; raises a ValidationError that says what to write instead."""
        labels = [typed] if typed in self.by_label else self._meant.get(_folded(typed), [])
        if len(labels) > 1:
            raise forms.ValidationError(SEVERAL.format(typed=typed, names=_choice(labels)))
        if not labels:
            raise forms.ValidationError(self._explanation(typed))
        return self.by_label[labels[0]]

    def labels_of(self, people: list[int]) -> list[str]:
        """How the list calls these members, in the order in which they are given."""
        labels = {person.pk: label for label, person in self.by_label.items()}
        return [labels[one] for one in people if one in labels]

    def _explanation(self, typed: str) -> str:
        close = difflib.get_close_matches(_folded(typed), self._meant, MOST_MEANT, CLOSE_ENOUGH)
        meant = list(dict.fromkeys(label for one in close for label in self._meant[one]))
        if not meant:
            return UNKNOWN.format(typed=typed)
        return DID_YOU_MEAN.format(typed=typed, names=_choice(meant))


def _posts(person: User) -> list[tuple[Membership, str]]:
    """One post of each member, by name, with what the list adds to that name."""
    hiding = set(User.objects.filter(profile__hide_municipality=True).values_list("pk", flat=True))
    posts = (
        Membership.objects.filter(gives_access(timezone.localdate()))
        .exclude(person=person)
        .filter(person__is_active=True)
        .select_related("person", "municipality")
        .order_by("person__name", "person", "-start")
    )
    newest: dict[int, Membership] = {}
    for post in posts:
        newest.setdefault(post.person_id, post)
    names = [_folded(post.person.name) for post in newest.values()]
    return [
        (post, _place(post, is_hidden=pk in hiding, is_alone=names.count(name) == 1))
        for (pk, post), name in zip(newest.items(), names, strict=True)
    ]


def _place(post: Membership, *, is_hidden: bool, is_alone: bool) -> str:
    if not is_hidden:
        return f" ({post.municipality.name})"
    return "" if is_alone else f" ({NO_PLACE})"


def _free(name: str, taken: dict[str, User]) -> str:
    """A namesake in the same municipality gets a number."""
    wanted, number = name, 2
    while wanted in taken:
        wanted, number = f"{name} {number}", number + 1
    return wanted


def _choice(labels: list[str]) -> str:
    return " of ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def _folded(name: str) -> str:
    """Without capitals, accents and punctuation; spaces where people put them do not matter."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = (one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return " ".join("".join(letters).split())
