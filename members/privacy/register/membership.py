"""Becoming a member, being one, and what members tell each other about themselves."""

from .. import retention_periods
from .entry import HOST, MAILER, Activity, Link, Table, words

MEMBERSHIP = Activity(
    name="Lidmaatschap",
    purpose="Alleen gemeentesecretarissen en loco-secretarissen zijn lid.",
    basis="uitvoering van de overeenkomst (uw lidmaatschap)",
    term="zolang u een account hebt",
    processors=(HOST, MAILER),
)
APPLICATION = Activity(
    name="Aanvraag",
    purpose="De redactie beoordeelt of u lid kunt worden.",
    basis="stappen voor een overeenkomst, op uw verzoek",
    term=f"onbevestigd {retention_periods.in_dutch(retention_periods.UNCONFIRMED_APPLICATION)}, "
    f"afgewezen {retention_periods.in_dutch(retention_periods.DECLINED_APPLICATION)}, "
    f"goedgekeurd {retention_periods.in_dutch(retention_periods.APPROVED_APPLICATION)}",
    processors=(HOST, MAILER),
)
INVITING = Activity(
    name="Uitnodiging",
    purpose="Een lid nodigt een collega uit.",
    basis="gerechtvaardigd belang: collega’s bereiken",
    term=f"tot {retention_periods.in_dutch(retention_periods.INVITATION)} "
    "nadat de uitnodiging is verlopen",
    processors=(HOST, MAILER),
)
PROFILE = Activity(
    name="Profiel",
    purpose="Leden vinden elkaar. Alles behalve uw naam kunt u leeg laten of verbergen.",
    basis="toestemming: u vult het zelf in",
    term="tot u het weghaalt of uw account wist",
)
ASKING = Activity(
    name="Vraag een collega",
    purpose="Drie leden die kunnen helpen, krijgen uw vraag.",
    basis="toestemming: u stelt of beantwoordt de vraag zelf",
    term=retention_periods.in_dutch(retention_periods.COLLEAGUE_REQUEST),
    processors=(HOST, MAILER),
)

TABLES = (
    Table(
        model="people.Membership",
        activity=MEMBERSHIP,
        fields=words(
            "person municipality role start until end_reason confirmed_on asked_on "
            "asked_again_on suspended_on suspension"
        ),
        links=(Link(path="person", title="Uw lidmaatschappen"),),
    ),
    Table(
        model="people.Application",
        activity=APPLICATION,
        fields=words(
            "person state name email municipality role since motivation house_rules invitation "
            "made_at waiting_since reminded_at question answer decided_at decided_by reason offers "
            "seeks"
        ),
        prose=words("motivation question answer reason"),
        links=(
            Link(path="person", title="Uw aanvragen"),
            Link(path="email", by_address=True, title="Aanvragen met uw e-mailadres"),
            Link(
                path="decided_by",
                title="Besluiten die u nam over aanvragen",
                not_exported="Dit zijn gegevens van de aanvragers.",
                stays="De aanvrager houdt recht op het besluit.",
            ),
        ),
    ),
    Table(
        model="people.Invitation",
        activity=INVITING,
        fields=words("inviter name email key_hash made_at expires_at used_at"),
        secret=("key_hash",),
        links=(
            Link(
                path="inviter",
                title="Uitnodigingen die u verstuurde",
                # Name and address are of the colleague who was invited.
                only=words("made_at expires_at used_at"),
            ),
            Link(path="email", by_address=True, title="Uitnodigingen aan u"),
        ),
    ),
    Table(
        model="people.Profile",
        activity=PROFILE,
        fields=words(
            "person slug working_on paused_until house_rules hide_municipality hide_since "
            "hide_offers hide_seeks hide_working_on hide_email hide_photo offers seeks topics"
        ),
        prose=("working_on",),
        links=(Link(path="person", title="Uw profiel"),),
    ),
    Table(
        model="people.ProfileTopic",
        activity=PROFILE,
        fields=words("tag content_object"),
        links=(
            Link(path="content_object__person", title="Onderwerpen van uw profiel", is_part=True),
        ),
    ),
    Table(
        model="people.Photo",
        activity=PROFILE,
        fields=words("profile jpeg changed_at"),
        links=(Link(path="profile__person", title="Uw foto"),),
    ),
    Table(
        model="people.ColleagueRequest",
        activity=ASKING,
        fields=words("person lesson size question made_at withdrawn_at"),
        prose=("question",),
        links=(Link(path="person", title="Uw vragen aan collega’s"),),
    ),
    Table(
        model="people.AskedColleague",
        activity=ASKING,
        fields=words("request person asked_at reply replied_at"),
        links=(
            Link(path="person", title="Vragen van collega’s aan u"),
            Link(
                path="request__person",
                title="Antwoorden op uw vragen",
                only=words("request asked_at reply replied_at"),
            ),
        ),
    ),
)
