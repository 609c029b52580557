"""People to try the site with on your own machine; production refuses to start with them."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.utils import timezone

from lessons.desk import EDITORS
from lessons.models import LessonPage
from lessons.municipalities.models import Municipality
from members.people import house_rules, memberships, profiles
from members.people.models import User
from members.people.models.membership import Role

# Reserved for examples, so that mail to it can never arrive anywhere; also how they are found.
DOMAIN = "demo.example"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Someone who logs in with a code by mail; nobody here has a password."""

    name: str
    what: str
    groups: tuple[str, ...] = ()
    # Municipality, role, and the numbers of the lessons this member can help with.
    post: tuple[str, str, tuple[int, ...]] | None = None
    is_superuser: bool = False

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@{DOMAIN}"


ACCOUNTS = (
    DemoAccount("Els", "redacteur", groups=(EDITORS,)),
    DemoAccount("Beheer", "technisch beheerder", is_superuser=True),
    DemoAccount("Anna", "lid, gemeentesecretaris", post=("Heusden", Role.SECRETARY, (1, 2))),
    DemoAccount("Bram", "lid, loco-secretaris", post=("Ermelo", Role.DEPUTY, (3, 5))),
    DemoAccount("Chris", "lid, gemeentesecretaris", post=("Nijmegen", Role.SECRETARY, (4,))),
    DemoAccount("Dirk", "lezer met een account"),
    DemoAccount("Begeleider", "begeleider van buiten", groups=("Begeleiders",)),
)


def allowed() -> bool:
    """Only the development settings say so."""
    return getattr(settings, "DEMO_ACCOUNTS", False)


@transaction.atomic
def make(account: DemoAccount) -> User:
    """The account, made if it is not there yet; one that is there keeps what you changed."""
    user = User.objects.filter(email=account.email).first()
    if user is None:
        user = User.objects.create_user(
            account.email,
            account.name,
            is_staff=account.is_superuser,
            is_superuser=account.is_superuser,
        )
        user.groups.set(Group.objects.get_or_create(name=name)[0] for name in account.groups)
    EmailAddress.objects.get_or_create(
        user=user, email=account.email, defaults={"verified": True, "primary": True}
    )
    if account.post and not user.memberships.exists():
        _make_member(user, *account.post)
    return user


def _make_member(user: User, place: str, role: str, lessons: tuple[int, ...]) -> None:
    today = timezone.localdate()
    memberships.begin(
        person=user,
        municipality=Municipality.objects.get(name=place),
        role=role,
        start=today.replace(year=today.year - 2, day=1),
        by=user,
        today=today,
    )
    profile = profiles.make_for(user)
    profile.offers.set(LessonPage.objects.filter(number__in=lessons))
    house_rules.agree(profile, to=house_rules.version(), by=user)


def refuse_in_production() -> None:
    """Stop the start of a site that holds accounts whose login codes anyone could ask for."""
    if not allowed() and are_there():
        raise ImproperlyConfigured(
            f"Er staan demo-accounts (@{DOMAIN}) in de database. Gebruik een schone database."
        )


def are_there() -> bool:
    """Whether the database holds a demo account; a database without tables holds none."""
    if User._meta.db_table not in connection.introspection.table_names():
        return False
    return User.objects.filter(email__iendswith=f"@{DOMAIN}").exists()
