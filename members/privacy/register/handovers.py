"""What goes from one secretary to the next, and who was warned about an old account."""

from .. import retention_periods
from .accounts import ACCOUNT
from .entry import HOST, MAILER, Activity, Link, Table, words

HANDING_OVER = Activity(
    name="Bruidsschat",
    purpose="Wie vertrekt geeft iets mee aan de opvolger. Alleen de opvolger kan het openen.",
    basis="toestemming: u zet het zelf klaar en kunt het intrekken",
    term=f"ongeopend {retention_periods.in_dutch(retention_periods.UNOPENED_HANDOVER)}, "
    f"geopend {retention_periods.in_dutch(retention_periods.OPENED_HANDOVER)}",
    processors=(HOST, MAILER),
)
FOR_THE_SUCCESSOR = "Het is voor uw opvolger. Wilt u dat niet? Trek het dan eerst in."

TABLES = (
    Table(
        model="privacy.Handover",
        activity=HANDING_OVER,
        fields=words(
            "giver membership municipality role left_on nothing sealed_letter made_at changed_at "
            "told opened_by opened_at"
        ),
        sealed={"sealed_letter": "letter"},
        links=(
            Link(path="giver", title="Uw bruidsschat", stays=FOR_THE_SUCCESSOR),
            Link(
                path="opened_by",
                title="Bruidsschat die u kreeg",
                only=words("municipality role opened_at"),
                stays="De brief is van uw voorganger.",
            ),
            Link(
                path="told",
                title="Bruidsschat die voor u klaarstaat",
                not_exported="Die is van uw voorganger, tot u hem opent.",
                stays="De brief is van uw voorganger.",
            ),
        ),
    ),
    Table(
        model="privacy.HandoverPractice",
        activity=HANDING_OVER,
        fields=words("handover practice"),
        links=(
            Link(
                path="handover__giver",
                title="Ervaringen in uw bruidsschat",
                is_part=True,
            ),
        ),
    ),
    Table(
        model="privacy.IdleWarning",
        activity=ACCOUNT,
        fields=words("person warned_at"),
        links=(Link(path="person", title="Waarschuwing over uw account"),),
    ),
)
