"""What editors leave behind at Wagtail's desk, and the trail of decisions."""

from .. import retention_periods
from .entry import Activity, Link, Table, words

EDITING = Activity(
    name="Werk van de redactie",
    purpose="De redactie weet wie een tekst maakte of wijzigde, en kan een fout herstellen.",
    basis="gerechtvaardigd belang: zorgvuldig publiceren",
    term="zolang de tekst er staat",
)
TRAIL = Activity(
    name="Spoor van besluiten",
    purpose="Later is te zien wie wat besloot.",
    basis="gerechtvaardigd belang: verantwoording",
    term=f"van leden {retention_periods.in_dutch(retention_periods.AUDIT_TRAIL)}; "
    "van pagina’s zolang de pagina bestaat",
)
DESK_SETTINGS = Activity(
    name="Instellingen van de redactie",
    purpose="Het bureau van de redactie onthoudt wat iemand instelde.",
    basis="uitvoering van de overeenkomst",
    term="zolang het account er is",
)
TEXT_OF_THE_SITE = "Tekst van de site, niet over een persoon."
STAYS_WITH_TEXT = "De tekst is van de site. Uw naam staat er niet meer bij."


def _editors_mark(model: str, *columns: str, titles: str, is_part: bool = False) -> Table:
    """A table of the site that only notes who worked on it."""
    return Table(
        model=model,
        activity=EDITING,
        fields=columns,
        rest=TEXT_OF_THE_SITE,
        links=tuple(
            Link(path=column, title=titles, only=(column,), stays=STAYS_WITH_TEXT, is_part=is_part)
            for column in columns
        ),
    )


def _own(model: str, activity: Activity, fields: str, title: str, secret: str = "") -> Table:
    return Table(
        model=model,
        activity=activity,
        fields=words(fields),
        secret=words(secret),
        links=(Link(path="user", title=title),),
    )


def _trail(model: str, extra: str, prose: tuple[str, ...] = ()) -> Table:
    return Table(
        model=model,
        activity=TRAIL,
        fields=words(
            f"content_type label action data timestamp uuid user revision content_changed deleted "
            f"{extra}"
        ),
        prose=prose,
        links=(
            Link(
                path="user",
                title="Wat u hier deed, in ons logboek",
                only=words("content_type action timestamp"),
                stays="Zo blijft te zien wat er besloten is. Er staat een nummer, geen naam.",
            ),
        ),
    )


TABLES = (
    _editors_mark("wagtailcore.Page", "owner", "locked_by", titles="Pagina’s die u maakte"),
    _editors_mark(
        "wagtailcore.WorkflowState", "requested_by", titles="Wat u liet beoordelen", is_part=True
    ),
    _editors_mark("wagtailcore.UploadedFile", "uploaded_by_user", titles="Uploads onderweg"),
    # Wagtail's own, that ours stand in place of: they stay empty.
    _editors_mark("wagtaildocs.Document", "uploaded_by_user", titles="Oude documenten"),
    _editors_mark("wagtailimages.Image", "uploaded_by_user", titles="Oude beelden"),
    _editors_mark("lessons.CustomDocument", "uploaded_by_user", titles="Documenten die u plaatste"),
    _editors_mark("lessons.CustomImage", "uploaded_by_user", titles="Beelden die u plaatste"),
    Table(
        model="wagtailcore.Revision",
        activity=EDITING,
        fields=words("user content object_str"),
        rest=TEXT_OF_THE_SITE,
        links=(
            Link(
                path="user",
                title="Versies die u bewaarde",
                only=words("content_type created_at object_str"),
                is_part=True,
            ),
        ),
    ),
    Table(
        model="wagtailcore.TaskState",
        activity=EDITING,
        fields=words("finished_by comment"),
        rest=TEXT_OF_THE_SITE,
        prose=("comment",),
        links=(
            Link(
                path="finished_by",
                title="Wat u beoordeelde",
                only=words("status finished_at comment"),
                stays="De beoordeling hoort bij de tekst.",
            ),
        ),
    ),
    Table(
        model="wagtailcore.Comment",
        activity=EDITING,
        fields=words("user text resolved_by created_at updated_at resolved_at"),
        rest=TEXT_OF_THE_SITE,
        prose=("text",),
        links=(
            Link(path="user", title="Opmerkingen bij pagina’s", only=words("text created_at")),
            Link(
                path="resolved_by",
                title="Opmerkingen die u afhandelde",
                not_exported="Dit zijn opmerkingen van anderen.",
                stays="De opmerking is van een ander.",
            ),
        ),
    ),
    Table(
        model="wagtailcore.CommentReply",
        activity=EDITING,
        fields=words("user text created_at updated_at"),
        rest=TEXT_OF_THE_SITE,
        prose=("text",),
        links=(
            Link(path="user", title="Antwoorden bij opmerkingen", only=words("text created_at")),
        ),
    ),
    _own(
        "wagtailcore.PageSubscription",
        DESK_SETTINGS,
        "user page comment_notifications",
        "Pagina’s die u volgt",
    ),
    _own(
        "wagtailcore.APIToken",
        DESK_SETTINGS,
        "user name key_hash prefix created revoked_at last_used_at",
        "Sleutels voor programma’s",
        secret="key_hash prefix",  # noqa: S106
    ),
    _own(
        "wagtailadmin.EditingSession",
        DESK_SETTINGS,
        "user content_type object_id last_seen_at is_editing",
        "Schermen die u open had",
    ),
    _own(
        "wagtailadmin.FormState",
        DESK_SETTINGS,
        "data user content_type object_id parent_object_id last_updated_at",
        "Formulieren die u aan het invullen was",
    ),
    _own(
        "wagtailusers.UserProfile",
        DESK_SETTINGS,
        "user submitted_notifications approved_notifications rejected_notifications "
        "updated_comments_notifications preferred_language current_time_zone avatar dismissibles "
        "theme contrast density keyboard_shortcuts",
        "Uw instellingen bij de redactie",
    ),
    _trail("wagtailcore.ModelLogEntry", "object_id", prose=("label",)),
    _trail("wagtailcore.PageLogEntry", "page"),
)
