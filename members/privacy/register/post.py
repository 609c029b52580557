"""Mail on its way, and what little is kept of it."""

from .. import retention_periods
from .entry import HOST, MAILER, Activity, Link, Table, words

POST = Activity(
    name="E-mail versturen",
    purpose="Een bericht komt aan, ook als de mailserver even niet werkt.",
    basis="uitvoering van de overeenkomst",
    term="adres en tekst tot het bericht weg is; dat het weg is "
    f"{retention_periods.in_dutch(retention_periods.MAIL_RECORD)}",
    processors=(HOST, MAILER),
)

TABLES = (
    Table(
        model="mail.Message",
        activity=POST,
        fields=words(
            "kind to subject sealed_body calendar one_click made_at due_at expires_at tries "
            "problem sent_at given_up_at"
        ),
        # Codes and personal keys: those belong in the mailbox, not in a download.
        secret=words("sealed_body one_click"),
        links=(Link(path="to", by_address=True, title="E-mail die nog naar u onderweg is"),),
    ),
)
