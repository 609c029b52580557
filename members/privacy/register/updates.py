"""What members follow, and what they read of it."""

from .entry import HOST, MAILER, Activity, Link, Table, words

FOLLOWING = Activity(
    name="Volgen en berichten",
    purpose="U ziet wat er nieuw is bij u en bij wat u volgt, en wat u al opende.",
    basis="toestemming: u kiest zelf wat u volgt en hoe vaak we mailen",
    term="tot u niet meer volgt of uw account wist",
    processors=(HOST, MAILER),
)

TABLES = (
    Table(
        model="updates.Follow",
        activity=FOLLOWING,
        fields=words("person lesson topic municipality practice colleague since"),
        links=(
            Link(path="person", title="Wat u volgt"),
            Link(
                path="colleague",
                title="Wie u volgt",
                not_exported="Wie u volgt, kiest een ander.",
            ),
        ),
    ),
    Table(
        model="updates.Reading",
        activity=FOLLOWING,
        fields=words("person read_until opened rhythm mailed_at"),
        links=(Link(path="person", title="Uw berichten"),),
    ),
)
