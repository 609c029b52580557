"""Accounts and logging in."""

from .. import retention_periods
from .entry import HOST, MAILER, Activity, Link, Table, words

ACCOUNT = Activity(
    name="Account",
    purpose="U kunt inloggen en wij weten wie u bent.",
    basis="uitvoering van de overeenkomst (uw lidmaatschap)",
    term="tot u uw account wist, of tot u "
    f"{retention_periods.in_dutch(retention_periods.IDLE_ACCOUNT)} niet inlogt",
    processors=(HOST, MAILER),
)
LOGIN = Activity(
    name="Veilig inloggen",
    purpose="Alleen u komt bij uw account, en u ziet op welke apparaten u bent ingelogd.",
    basis="gerechtvaardigd belang: beveiliging",
    term="zolang u de sleutel gebruikt; een apparaat tot "
    f"{retention_periods.in_dutch(retention_periods.LOGIN_RECORD)} na het laatste gebruik",
)

TABLES = (
    Table(
        model="people.User",
        activity=ACCOUNT,
        fields=words(
            "password last_login is_superuser email name is_active is_staff moved_on date_joined "
            "groups user_permissions"
        ),
        links=(Link(path="pk", title="Uw account"),),
        secret=("password",),
    ),
    Table(
        model="account.EmailAddress",
        activity=ACCOUNT,
        fields=words("user email verified primary"),
        links=(Link(path="user", title="Uw e-mailadressen"),),
    ),
    Table(
        model="account.EmailConfirmation",
        activity=ACCOUNT,
        fields=words("email_address created sent key"),
        links=(Link(path="email_address__user", title="Verstuurde bevestigingen", is_part=True),),
        secret=("key",),
    ),
    Table(
        model="mfa.Authenticator",
        activity=LOGIN,
        fields=words("user type data created_at last_used_at"),
        links=(Link(path="user", title="Uw tweede stap bij het inloggen"),),
        secret=("data",),
    ),
    Table(
        model="socialaccount.SocialAccount",
        activity=LOGIN,
        fields=words("user provider uid last_login date_joined extra_data"),
        links=(Link(path="user", title="Inloggen met uw gemeente"),),
    ),
    Table(
        model="socialaccount.SocialToken",
        activity=LOGIN,
        fields=words("app account token token_secret expires_at"),
        links=(Link(path="account__user", title="Sleutels van uw gemeente", is_part=True),),
        secret=words("token token_secret"),
    ),
    Table(
        model="usersessions.UserSession",
        activity=LOGIN,
        fields=words("user created_at ip last_seen_at session_key user_agent data"),
        links=(Link(path="user", title="Apparaten waarop u bent ingelogd"),),
        secret=("session_key",),
    ),
)
