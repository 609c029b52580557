"""Who gets which answer at every address of the site. Test_permissions.py holds the site to it.

A row is a pattern of the URLconf, an address that fits it, and the status per person for GET and
for POST. An address may name what :class:`tests.world.World` made, as ``{profile}``.
"""

from dataclasses import dataclass

PEOPLE = (
    "anonymous",
    "applicant",
    "member",
    "facilitator",
    "editor",
    "administrator",
    "suspended",
    "alumnus",
)
Rights = dict[str, int]


def rights(everybody: int, **others: int) -> Rights:
    """The same status for everybody, but for the people named."""
    return {person: others.get(person, everybody) for person in PEOPLE}


@dataclass(frozen=True)
class Row:
    pattern: str
    path: str
    get: Rights
    post: Rights


def row(pattern: str, path: str = "", *, get: Rights, post: Rights | None = None) -> Row:
    """``path`` is left out where the pattern is an address by itself; POST is refused then too."""
    return Row(pattern, path or f"/{pattern}", get, post or NOT_ALLOWED)


NOT_ALLOWED = rights(405)
EVERYONE = rights(200)
NOBODY = rights(404)
TO_LOGIN = rights(302)
LOGGED_IN = rights(200, anonymous=302)
# A form posts to it: whoever comes by otherwise is led to that form, which lets in whom it may.
TO_FORM = rights(302)
MEMBERS = rights(403, anonymous=302, member=200)
IN_GROUPS = rights(403, anonymous=302, member=200, facilitator=200)
DIRECTORY = rights(403, anonymous=302, member=200, editor=200, administrator=200)
# Who is logged in and does not work at the desk hears so, instead of being asked to log in again.
EDITORS = rights(403, anonymous=302, editor=200, administrator=200)
EDITORS_READ = rights(403, anonymous=302, editor=405, administrator=405)
EDITORS_ACT = rights(403, anonymous=302, editor=302, administrator=302)
READ_LOGGED_IN = rights(405, anonymous=302)


PEOPLE_ROWS = [
    row("lid-worden/", get=EVERYONE, post=EVERYONE),
    row(
        "lid-worden/stand/",
        get=rights(302, applicant=200, member=200),
        post=rights(302, applicant=200, member=200),
    ),
    row("lid-worden/uitnodiging/<str:key>/", "/lid-worden/uitnodiging/x/", get=rights(410)),
    row("leden/", get=DIRECTORY),
    row("leden/vraag-een-collega/", get=MEMBERS, post=MEMBERS),
    row("leden/vraag-een-collega/<int:pk>/", "/leden/vraag-een-collega/{request}/", get=MEMBERS),
    row(
        "leden/vraag-een-collega/<int:pk>/",
        "/leden/vraag-een-collega/{foreign_request}/",
        get=MEMBERS | {"member": 404},
    ),
    *(
        row(
            "leden/vraag-een-collega/<int:pk>/intrekken/",
            f"/leden/vraag-een-collega/{whose}/intrekken/",
            get=MEMBERS | {"member": status},
            post=MEMBERS | {"member": 302 if status == 200 else status},
        )
        for whose, status in (("{request}", 200), ("{foreign_request}", 404))
    ),
    row("leden/<slug:slug>/", "/leden/{profile}/", get=DIRECTORY),
    row(
        "leden/<slug:slug>/",
        "/leden/bestaat-niet/",
        get=DIRECTORY | {"member": 404, "editor": 404, "administrator": 404},
    ),
    row("leden/<slug:slug>/foto/", "/leden/{profile}/foto/", get=DIRECTORY),
    row("mijn/", get=LOGGED_IN),
    row("mijn/profiel/", get=MEMBERS, post=MEMBERS),
    row("mijn/huisregels/", get=MEMBERS, post=MEMBERS),
    row("mijn/pauze/", get=MEMBERS, post=MEMBERS),
    row("mijn/uitnodigen/", get=MEMBERS, post=MEMBERS),
    row("mijn/agenda/", get=IN_GROUPS, post=IN_GROUPS),
    row("agenda/<str:secret>.ics", "/agenda/x.ics", get=NOBODY),
    row("mijn/hulp/<int:pk>/", "/mijn/hulp/{asked}/", get=MEMBERS),
    row("mijn/hulp/<int:pk>/", "/mijn/hulp/{foreign_asked}/", get=MEMBERS | {"member": 404}),
    row(
        "mijn/hulp/<int:pk>/antwoord/",
        "/mijn/hulp/{foreign_asked}/antwoord/",
        get=TO_FORM,
        post=MEMBERS | {"member": 404},
    ),
    row(
        "mijn/lidmaatschap/<int:pk>/",
        "/mijn/lidmaatschap/{membership}/",
        get=TO_FORM,
        post=rights(404, anonymous=302, member=302),
    ),
    row("lidmaatschap/<str:key>/", "/lidmaatschap/x/", get=rights(410), post=rights(410)),
    row("redactie/aanvragen/", get=EDITORS, post=EDITORS_READ),
    row(
        "redactie/aanvragen/<int:pk>/",
        "/redactie/aanvragen/{application}/",
        get=EDITORS,
        post=EDITORS,
    ),
    row("redactie/leden/", get=EDITORS, post=EDITORS_READ),
    row("redactie/leden/<int:pk>/", "/redactie/leden/{membership}/", get=EDITORS, post=EDITORS),
]

# allauth's screens. What is sensitive asks for a fresh proof first: 302, as to a stranger.
_SENSITIVE = TO_LOGIN
_NONE_YET = rights(404, anonymous=302)
_OWN_APP = _NONE_YET | {"editor": 302, "administrator": 302}
ACCOUNT_ROWS = [
    row("account/login/", get=rights(302, anonymous=200), post=rights(302, anonymous=200)),
    row("account/logout/", get=LOGGED_IN, post=TO_LOGIN),
    row("account/uitgelogd/", get=rights(302, anonymous=200)),
    row("account/inactive/", get=EVERYONE),
    row("account/signup/", get=TO_LOGIN, post=TO_LOGIN),
    row("account/3rdparty/signup/", get=TO_LOGIN, post=TO_LOGIN),
    row("account/login/code/", get=TO_LOGIN, post=TO_LOGIN),
    row("account/^password/.*$", "/account/password/x/", get=NOBODY, post=NOBODY),
    row(
        "account/^reauthenticate/code/.*$",
        "/account/reauthenticate/code/x/",
        get=NOBODY,
        post=NOBODY,
    ),
    row("account/reauthenticate/code/", get=NOBODY, post=NOBODY),
    row("account/reauthenticate/code/confirm/", get=NOBODY, post=NOBODY),
    *(
        row(f"account/password/{action}/", get=NOBODY, post=NOBODY)
        for action in ("change", "set", "reset", "reset/done", "reset/key/done")
    ),
    row(
        "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        "/account/password/reset/key/1-x/",
        get=NOBODY,
        post=NOBODY,
    ),
    row("account/login/code/confirm/", get=TO_LOGIN, post=TO_LOGIN),
    # Who has a second factor proves again with that one.
    row(
        "account/reauthenticate/",
        get=LOGGED_IN | {"editor": 302, "administrator": 302},
        post=LOGGED_IN | {"editor": 302, "administrator": 302},
    ),
    row("account/email/", get=LOGGED_IN, post=TO_LOGIN),
    row("account/confirm-email/", get=TO_LOGIN, post=TO_LOGIN),
    row("account/sessions/", get=LOGGED_IN, post=TO_LOGIN),
    row("account/2fa/", get=LOGGED_IN, post=READ_LOGGED_IN),
    row("account/2fa/authenticate/", get=TO_LOGIN, post=TO_LOGIN),
    row(
        "account/2fa/reauthenticate/",
        get=rights(302, editor=200, administrator=200),
        post=rights(302, editor=200, administrator=200),
    ),
    *(
        row(f"account/2fa/{screen}/", get=_SENSITIVE, post=_SENSITIVE)
        for screen in (
            "totp/activate",
            "recovery-codes/generate",
            "webauthn/add",
            "webauthn/reauthenticate",
        )
    ),
    # Of those without an app there is nothing to switch off; nobody here has recovery codes.
    row("account/2fa/totp/deactivate/", get=_OWN_APP, post=_OWN_APP),
    row("account/2fa/recovery-codes/", get=_NONE_YET, post=READ_LOGGED_IN),
    row("account/2fa/recovery-codes/download/", get=_NONE_YET, post=_NONE_YET),
    row("account/2fa/webauthn/", get=LOGGED_IN, post=READ_LOGGED_IN),
    *(
        row(
            f"account/2fa/webauthn/keys/<int:pk>/{action}/",
            f"/account/2fa/webauthn/keys/1/{action}/",
            get=_SENSITIVE,
            post=_SENSITIVE,
        )
        for action in ("remove", "edit")
    ),
    row("account/2fa/webauthn/login/", get=TO_LOGIN, post=TO_LOGIN),
    row("account/3rdparty/", get=LOGGED_IN, post=LOGGED_IN),
    row("account/3rdparty/login/cancelled/", get=EVERYONE),
    row("account/3rdparty/login/error/", get=rights(401)),
    *(
        row(f"account/social/{old}/", get=rights(301), post=rights(301))
        for old in ("login/cancelled", "login/error", "signup", "connections")
    ),
    *(
        row(
            f"account/oidc/^(?P<provider_id>[^/]+)/{step}/",
            f"/account/oidc/x/{step}/",
            get=NOBODY,
            post=NOBODY,
        )
        for step in ("login", "login/callback")
    ),
]

# What everybody may read, and nobody may post to.
SITE_ROWS = [
    row("^((?:[\\w\\-]+/)*)$", "/", get=EVERYONE, post=EVERYONE),
    row("_util/login/", get=TO_LOGIN, post=TO_LOGIN),
    *(
        row(pattern, path, get=NOBODY, post=NOBODY)
        for pattern, path in {
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": (
                "/_util/authenticate_with_password/1/1/"
            ),
            "documenten/^(\\d+)/(.*)$": "/documenten/1/x.pdf",
            "documenten/authenticate_with_password/<int:restriction_id>/": (
                "/documenten/authenticate_with_password/1/"
            ),
        }.items()
    ),
    *(
        row(pattern, get=EVERYONE)
        for pattern in (
            ".well-known/security.txt",
            "api/",
            "feeds/",
            "feeds/alles.atom",
            "gemeenten/",
            "healthz",
            "readyz",
            "robots.txt",
            "sitemap.xml",
            "zoeken/",
            "zoeken/suggesties/",
        )
    ),
    # Of pictures only what was made of them; nothing else in the folder has an address.
    row("media/images/<str:name>", "/media/images/x.webp", get=NOBODY, post=NOT_ALLOWED),
    *(
        row(f"api/v2/^{kind}/", f"/api/v2/{kind}/", get=EVERYONE)
        for kind in ("examples", "lessons", "municipalities", "pages")
    ),
    *(
        row(f"api/v2/^{kind}/^(?P<pk>[0-9]{{1,18}})/$", f"/api/v2/{kind}/1/", get=NOBODY)
        for kind in ("examples", "lessons", "pages")
    ),
    row("api/v2/^municipalities/<str:code>/", "/api/v2/municipalities/GM0797/", get=EVERYONE),
    row("delen/gideonsbende-<slug:mark>.png", "/delen/gideonsbende-x.png", get=TO_LOGIN),
    row("delen/les-<int:number>-<slug:mark>.png", "/delen/les-1-x.png", get=TO_LOGIN),
    row("feeds/lessen/<slug:slug>.atom", "/feeds/lessen/x.atom", get=NOBODY),
    row("gemeenten/<slug:slug>/", "/gemeenten/heusden/", get=EVERYONE),
    row("onderwerpen/<slug:slug>/", "/onderwerpen/x/", get=NOBODY),
]

_NO_SUCH_UUID = "00000000-0000-0000-0000-000000000000"
_GONE = MEMBERS | {"member": 404}
_TO_LIST = MEMBERS | {"member": 302}
_MINE = MEMBERS
_TALKERS = DIRECTORY
_READERS = DIRECTORY | {"facilitator": 200}
_READ_THEN_BACK = {person: 302 if status == 200 else status for person, status in _READERS.items()}
# An outsider is not told that there is something.
_READERS_ONLY = rights(404, member=200, facilitator=200, editor=200, administrator=200)
PRACTICE_ROWS = [
    row("ervaringen/", get=EVERYONE),
    row("ervaringen/<slug:slug>/", "/ervaringen/x/", get=NOBODY),
    row("ervaringen/<slug:slug>/stand/", "/ervaringen/x/stand/", get=_GONE),
    row("ervaringen/<slug:slug>/aanpassen/", "/ervaringen/x/aanpassen/", get=_GONE, post=_TO_LIST),
    row("ervaringen/<slug:slug>/intrekken/", "/ervaringen/x/intrekken/", get=_GONE, post=_GONE),
    row(
        "ervaringen/<slug:slug>/bijlagen/<uuid:pk>/",
        f"/ervaringen/x/bijlagen/{_NO_SUCH_UUID}/",
        get=NOBODY,
    ),
    # Nothing was written: the same form again.
    row("ervaringen/delen/", get=MEMBERS, post=MEMBERS),
    row("ervaringen/delen/bewaren/", get=NOT_ALLOWED, post=rights(403, member=200)),
    row("ervaringen/delen/onderwerpen/", get=MEMBERS),
    row(
        "ervaringen/delen/bijlagen/<uuid:pk>/",
        f"/ervaringen/delen/bijlagen/{_NO_SUCH_UUID}/",
        get=_GONE | {"editor": 404, "administrator": 404},
    ),
    row(
        "ervaringen/delen/<uuid:token>/",
        f"/ervaringen/delen/{_NO_SUCH_UUID}/",
        get=_GONE,
        post=MEMBERS,
    ),
    *(
        row(
            f"ervaringen/delen/<uuid:token>/{act}/",
            f"/ervaringen/delen/{_NO_SUCH_UUID}/{act}/",
            get=TO_FORM,
            post=_GONE,
        )
        for act in ("kiezen", "weggooien")
    ),
    row("ervaringen/<slug:slug>/", "/ervaringen/{public}/", get=EVERYONE),
    row("ervaringen/<slug:slug>/", "/ervaringen/{internal}/", get=_READERS_ONLY),
    row("ervaringen/<slug:slug>/stand/", "/ervaringen/{mine}/stand/", get=_MINE),
    row("ervaringen/<slug:slug>/stand/", "/ervaringen/{internal}/stand/", get=_GONE),
    row(
        "ervaringen/<slug:slug>/aanpassen/",
        "/ervaringen/{mine}/aanpassen/",
        get=_MINE,
        post=_TO_LIST,
    ),
    row(
        "ervaringen/<slug:slug>/aanpassen/",
        "/ervaringen/{internal}/aanpassen/",
        get=_GONE,
        post=_TO_LIST,
    ),
    row(
        "ervaringen/<slug:slug>/intrekken/",
        "/ervaringen/{mine}/intrekken/",
        get=_MINE,
        post=_TO_LIST,
    ),
    row(
        "ervaringen/<slug:slug>/intrekken/",
        "/ervaringen/{internal}/intrekken/",
        get=_GONE,
        post=_GONE,
    ),
    row(
        "ervaringen/<slug:slug>/reageren/",
        "/ervaringen/{internal}/reageren/",
        get=TO_FORM,
        post=_TALKERS,
    ),
    row(
        "ervaringen/<slug:slug>/melden/",
        "/ervaringen/{internal}/melden/",
        get=_TALKERS,
        post=_TALKERS,
    ),
    row(
        "ervaringen/<slug:slug>/geprobeerd/",
        "/ervaringen/{internal}/geprobeerd/",
        get=MEMBERS,
        post=MEMBERS,
    ),
    *(
        row(
            f"ervaringen/<slug:slug>/{act}/",
            f"/ervaringen/{{internal}}/{act}/",
            get=TO_FORM,
            post=_TO_LIST,
        )
        for act in ("ga-ik-proberen", "herkenbaar")
    ),
    row(
        "ervaringen/reacties/<int:pk>/aanpassen/",
        "/ervaringen/reacties/{comment}/aanpassen/",
        get=MEMBERS | {"member": 403},
        post=MEMBERS | {"member": 403},
    ),
    row(
        "ervaringen/reacties/<int:pk>/melden/",
        "/ervaringen/reacties/{comment}/melden/",
        get=_TALKERS,
        post=_TALKERS,
    ),
    row(
        "ervaringen/reacties/<int:pk>/antwoord/",
        "/ervaringen/reacties/{answer}/antwoord/",
        get=_TO_LIST,
        post=_TO_LIST,
    ),
    row(
        "ervaringen/reacties/<int:pk>/antwoord/",
        "/ervaringen/reacties/{comment}/antwoord/",
        get=_TO_LIST,
        post=MEMBERS | {"member": 403},
    ),
    row(
        "ervaringen/<slug:slug>/klopt-nog/",
        "/ervaringen/{mine}/klopt-nog/",
        get=TO_FORM,
        post=_TO_LIST,
    ),
    row(
        "ervaringen/<slug:slug>/klopt-nog/",
        "/ervaringen/{internal}/klopt-nog/",
        get=TO_FORM,
        post=_GONE,
    ),
    row(
        "ervaringen/<slug:slug>/voorbeeld/",
        "/ervaringen/{mine}/voorbeeld/",
        get=_GONE,
        post=_GONE,
    ),
    row(
        "redactie/ervaringen/<int:pk>/voorbeeld/",
        "/redactie/ervaringen/{practice}/voorbeeld/",
        get=EDITORS,
        post=EDITORS_ACT,
    ),
    row("ervaringen/van-mij/", get=MEMBERS),
    row("mijn/berichten/", get=_READERS),
    row(
        "mijn/berichten/lezen/<int:pk>/",
        "/mijn/berichten/lezen/{practice}/",
        get=TO_FORM,
        post=_READ_THEN_BACK,
    ),
    row(
        "mijn/berichten/lezen/<int:pk>/",
        "/mijn/berichten/lezen/0/",
        get=TO_FORM,
        post=_READ_THEN_BACK
        | dict.fromkeys(("member", "facilitator", "editor", "administrator"), 404),
    ),
    row("mijn/berichten/gelezen/", get=TO_FORM, post=_READ_THEN_BACK),
    row("mijn/berichten/mail/", get=TO_FORM, post=_READ_THEN_BACK),
    *(
        row(
            "mijn/volgen/<str:kind>/<int:pk>/",
            f"/mijn/volgen/{what}/",
            get=TO_FORM,
            post=_READ_THEN_BACK,
        )
        for what in ("les/{lesson}", "ervaring/{practice}")
    ),
    row(
        "mijn/volgen/<str:kind>/<int:pk>/",
        "/mijn/volgen/iets/1/",
        get=TO_FORM,
        post=_READ_THEN_BACK
        | dict.fromkeys(("member", "facilitator", "editor", "administrator"), 404),
    ),
    row(
        "berichten/afmelden/<str:key>/", "/berichten/afmelden/x/", get=rights(410), post=rights(410)
    ),
    row("vragen/", get=_TALKERS | {"facilitator": 200}),
    row("feeds/ervaringen.atom", get=EVERYONE),
    row("redactie/ervaringen/", get=EDITORS, post=EDITORS_READ),
    row(
        "redactie/onderwerpen/<int:pk>/",
        "/redactie/onderwerpen/{topic}/",
        get=EDITORS,
        post=EDITORS,
    ),
    row("redactie/ervaringen/<int:pk>/", "/redactie/ervaringen/{task}/", get=EDITORS, post=EDITORS),
    row("redactie/post/", get=EDITORS, post=EDITORS_READ),
    row("redactie/meldingen/", get=EDITORS, post=EDITORS_READ),
    row(
        "redactie/meldingen/ervaring/<int:pk>/",
        "/redactie/meldingen/ervaring/{practice}/",
        get=EDITORS,
        post=EDITORS,
    ),
    row(
        "redactie/meldingen/reactie/<int:pk>/",
        "/redactie/meldingen/reactie/{comment}/",
        get=EDITORS,
        post=EDITORS,
    ),
    row(
        "redactie/meldingen/<int:pk>/laten/",
        "/redactie/meldingen/{report}/laten/",
        get=EDITORS_READ,
        post=EDITORS_ACT,
    ),
]

# A fresh login has no fresh proof yet: whoever may is asked for one, as a stranger for a login.
_NOT_MINE = LOGGED_IN | {person: 404 for person in PEOPLE if person != "anonymous"}
_ALUMNUS_ONLY = _NOT_MINE | {"alumnus": 200}
LEAVING_ROWS = [
    row("privacy/register/", get=EVERYONE),
    row("mijn/gegevens/", get=LOGGED_IN),
    row("mijn/gegevens/downloaden/", get=TO_LOGIN, post=TO_LOGIN),
    row("mijn/gegevens/wissen/", get=TO_LOGIN, post=TO_LOGIN),
    row("mijn/gegevens/gewist/", get=EVERYONE),
    row("mijn/vertrek/", get=LOGGED_IN),
    row(
        "mijn/vertrek/<int:pk>/",
        "/mijn/vertrek/{membership}/",
        get=_NOT_MINE | {"member": 200},
        post=_NOT_MINE | {"member": 200},
    ),
    row(
        "mijn/vertrek/<int:pk>/bruidsschat/",
        "/mijn/vertrek/{ended_membership}/bruidsschat/",
        get=_ALUMNUS_ONLY,
        post=_ALUMNUS_ONLY,
    ),
    row(
        "mijn/vertrek/<int:pk>/bruidsschat/",
        "/mijn/vertrek/{membership}/bruidsschat/",
        get=_NOT_MINE,
        post=_NOT_MINE,
    ),
    row(
        "mijn/vertrek/<int:pk>/bruidsschat/intrekken/",
        "/mijn/vertrek/{ended_membership}/bruidsschat/intrekken/",
        get=NOT_ALLOWED,
        post=_NOT_MINE | {"alumnus": 302},
    ),
    row(
        "mijn/bruidsschat/<uuid:pk>/",
        "/mijn/bruidsschat/{handover}/",
        get=_NOT_MINE | {"member": 200},
        post=_NOT_MINE | {"member": 302},
    ),
]

_ORGANISERS = rights(403, anonymous=302, facilitator=200, editor=200, administrator=200)
# A facilitator runs only their own rounds; that there are others is not told.
_OF_EDITOR = _ORGANISERS | {"facilitator": 404}
_EDITOR_ACTS = _OF_EDITOR | {"editor": 302, "administrator": 302}
_ROUND = "/intervisie/organiseren/{open_round_pk}/"
_GROUPS = "/intervisie/organiseren/{matching_round_pk}/groepen/"
# Nobody but who is in the group: not the editor, not the administrator.
_IN_GROUP = rights(404, anonymous=302, member=200)
_NOT_IN_GROUP = rights(404, anonymous=302)
_APPOINTMENT = "intervisie/groep/<str:key>/afspraak/"
INTERVISION_ROWS = [
    row("intervisie/", get=EVERYONE),
    row("intervisie/werkvormen/", get=EVERYONE),
    row(
        "intervisie/<slug:slug>/",
        "/intervisie/{open_round}/",
        get=EVERYONE,
        post=rights(404, member=200),
    ),
    row(
        "intervisie/<slug:slug>/",
        "/intervisie/{draft_round}/",
        get=rights(404, editor=200, administrator=200),
        post=NOBODY,
    ),
    row(
        "intervisie/<slug:slug>/afmelden/",
        "/intervisie/{open_round}/afmelden/",
        get=_GONE,
        post=_GONE,
    ),
    row(_APPOINTMENT, "/intervisie/groep/{group}/afspraak/", get=_IN_GROUP, post=_IN_GROUP),
    *(
        row(
            _APPOINTMENT,
            f"/intervisie/groep/{key}/afspraak/",
            get=_NOT_IN_GROUP,
            post=_NOT_IN_GROUP,
        )
        for key in ("{foreign_group}", "bestaat-niet")
    ),
    row(
        f"{_APPOINTMENT}datum/",
        "/intervisie/groep/{group}/afspraak/datum/",
        get=TO_FORM,
        post=_IN_GROUP,
    ),
    row(
        f"{_APPOINTMENT}verlaten/",
        "/intervisie/groep/{group}/afspraak/verlaten/",
        get=_IN_GROUP,
        post=_NOT_IN_GROUP | {"member": 302},
    ),
    row(
        f"{_APPOINTMENT}datum/<int:pk>/vervallen/",
        "/intervisie/groep/{group}/afspraak/datum/{date_option}/vervallen/",
        get=_IN_GROUP,
        post=_NOT_IN_GROUP | {"member": 302},
    ),
    row(
        f"{_APPOINTMENT}datum/<int:pk>/vervallen/",
        "/intervisie/groep/{group}/afspraak/datum/{foreign_date_option}/vervallen/",
        get=_NOT_IN_GROUP,
        post=_NOT_IN_GROUP,
    ),
    # There is no meeting to move yet.
    row(
        f"{_APPOINTMENT}datum/<int:pk>/verzetten/",
        "/intervisie/groep/{group}/afspraak/datum/{date_option}/verzetten/",
        get=TO_FORM,
        post=_NOT_IN_GROUP,
    ),
    row(
        f"{_APPOINTMENT}afzeggen/",
        "/intervisie/groep/{group}/afspraak/afzeggen/",
        get=_NOT_IN_GROUP,
        post=_NOT_IN_GROUP,
    ),
    # What somebody brings asks for a proof of this moment, as the room does.
    *(
        row(
            "intervisie/groep/<str:key>/inbreng/",
            f"/intervisie/groep/{key}/inbreng/",
            get=expected,
            post=expected,
        )
        for key, expected in (
            ("{group}", _NOT_IN_GROUP | {"member": 302}),
            ("{foreign_group}", _NOT_IN_GROUP),
        )
    ),
    row(
        "intervisie/groep/<str:key>/inbreng/kiezen/",
        "/intervisie/groep/{group}/inbreng/kiezen/",
        get=TO_FORM,
        post=_NOT_IN_GROUP | {"member": 302},
    ),
    row("intervisie/organiseren/", get=_ORGANISERS),
    row("intervisie/organiseren/nieuw/", get=_ORGANISERS, post=_ORGANISERS),
    row("intervisie/organiseren/<int:pk>/", _ROUND, get=_OF_EDITOR),
    *(
        row(
            f"intervisie/organiseren/<int:pk>/{act}/",
            f"{_ROUND}{act}/",
            get=_OF_EDITOR,
            post=_OF_EDITOR,
        )
        for act in ("wijzigen", "annuleren")
    ),
    *(
        row(
            f"intervisie/organiseren/<int:pk>/{act}/",
            f"{_ROUND}{act}/",
            get=NOT_ALLOWED,
            post=_EDITOR_ACTS,
        )
        for act in ("openzetten", "sluiten", "opnieuw")
    ),
    row("intervisie/organiseren/<int:pk>/groepen/", _GROUPS, get=_OF_EDITOR),
    *(
        row(
            f"intervisie/organiseren/<int:pk>/groepen/{act}/",
            f"{_GROUPS}{act}/",
            get=NOT_ALLOWED,
            post=_EDITOR_ACTS,
        )
        for act in ("maken", "stoppen", "bevestigen")
    ),
    # Without saying what to change there is nothing here.
    row(
        "intervisie/organiseren/<int:pk>/groepen/wijzigen/",
        f"{_GROUPS}wijzigen/",
        get=NOT_ALLOWED,
        post=_OF_EDITOR | {"editor": 404, "administrator": 404},
    ),
]

# Nobody here is in the group: a room that exists answers as one that does not. That this holds
# byte for byte is in tests/members/intervision/room/test_outsiders.py.
_NO_ROOM = rights(404, anonymous=302)
_ROOM_POST = ("akkoord/", "zet/", "aanwezig/", "bewaren/", "schrijven/")
# Only the script of the room posts to these two.
_ROOM_GET = {
    f"{folder}{end}": NOT_ALLOWED
    for folder in ("", "oefenen/")
    for end in ("aanwezig/", "bewaren/")
}
_ROOM_ENDS = [("", False), *((end, True) for end in _ROOM_POST)]
ROOM_ROWS = [
    row(
        f"intervisie/groep/<str:key>/{end}",
        f"/intervisie/groep/x/{end}",
        get=_ROOM_GET.get(end, TO_FORM) if is_post else _NO_ROOM,
        post=_NO_ROOM if is_post else NOT_ALLOWED,
    )
    for end, is_post in (
        *_ROOM_ENDS,
        *((f"oefenen/{end}", is_post) for end, is_post in _ROOM_ENDS),
        ("oefenen/opnieuw/", True),
        ("nazorg/", False),
        ("oogst/", False),
        *((end, True) for end in ("terugblik/", "voornemen/", "oogst/antwoord/")),
    )
]
ROOM_ROWS += [
    row(
        f"intervisie/groep/<str:key>/{end}",
        f"/intervisie/groep/x/{end}",
        get=_NO_ROOM,
        post=_NO_ROOM,
    )
    for end in ("verlaten/", "vernietigen/", "oogst/schrijven/")
]
ROOM_ROWS += [
    row("mijn/voornemens/", get=LOGGED_IN),
    row("mijn/voornemens/<int:pk>/", "/mijn/voornemens/1/", get=_NO_ROOM, post=_NO_ROOM),
    row(
        "mijn/voornemens/<int:pk>/weggooien/",
        "/mijn/voornemens/1/weggooien/",
        get=TO_FORM,
        post=_NO_ROOM,
    ),
]
ROOM_ROWS += [
    row(
        f"intervisie/stand/<str:key>/{end}",
        f"/intervisie/stand/x/{end}",
        get=_NO_ROOM | {"anonymous": 403},
    )
    for end in ("", "oefenen/")
]

ROWS = [
    *INTERVISION_ROWS,
    *PEOPLE_ROWS,
    *ACCOUNT_ROWS,
    *SITE_ROWS,
    *LEAVING_ROWS,
    *PRACTICE_ROWS,
    *ROOM_ROWS,
]
