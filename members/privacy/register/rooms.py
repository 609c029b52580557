"""The sealed room: what people wrote there, and what they keep of it for themselves."""

from .entry import HOST, MAILER, Activity, Link, Table, words

ROOM = Activity(
    name="Intervisie: de kamer",
    purpose="Een groep bespreekt een inbreng en onthoudt zelf wat er gezegd is.",
    basis="uitvoering van de overeenkomst: u doet zelf mee",
    term="30 dagen na de bijeenkomst, of eerder als de groep dat wil; daarna vernietigen wij de "
    "sleutel en de tekst",
)
INTENTIONS = Activity(
    name="Intervisie: voornemens",
    purpose="Wij vragen u na zes weken hoe het ging. Alleen u leest uw voornemen.",
    basis="toestemming: u schrijft het zelf op en kunt het weggooien",
    term="een jaar nadat u het opschreef, of tot u het weggooit",
    processors=(HOST, MAILER),
)
RECEIPTS = Activity(
    name="Intervisie: bewijs van vernietiging",
    purpose="U weet dat er niets meer bewaard is van wat u in vertrouwen vertelde.",
    basis="gerechtvaardigd belang: nagaan dat wij ons aan de belofte houden",
    term="zolang u een account hebt",
)
READ_IN_ROOM = "Dit leest u in de kamer. Buiten de kamer komt het niet, ook niet in een download."
OF_THE_GROUP = "Dit is van de groep, en het verdwijnt met de kamer."

TABLES = (
    Table(
        model="intervision.Sitting",
        activity=ROOM,
        fields=words("facilitator owner note_taker observers had_turn"),
        rest="Hoe ver de bijeenkomst is, niet over een persoon.",
        links=tuple(
            Link(
                path=f"{role}__person",
                title=f"Bijeenkomsten waarin u {words_of_it}",
                not_exported=READ_IN_ROOM,
                stays=OF_THE_GROUP,
            )
            for role, words_of_it in (
                ("facilitator", "begeleidt"),
                ("owner", "inbrengt"),
                ("note_taker", "notuleert"),
            )
        ),
    ),
    Table(
        model="intervision.Visit",
        activity=ROOM,
        fields=words("participant agreed_at seen_at wants_destroyed_at"),
        links=(Link(path="participant__person", title="Wanneer u in de kamer was", is_part=True),),
    ),
    Table(
        model="intervision.Contribution",
        activity=ROOM,
        fields=words("uid sealed_text sitting author kind step version saved_at handed_in_at"),
        links=(
            Link(
                path="author__person",
                title="Wat u in de kamer schreef",
                not_exported=READ_IN_ROOM,
                is_part=True,
            ),
        ),
    ),
    Table(
        model="intervision.Evaluation",
        activity=ROOM,
        fields=words("uid sealed_text participant made_at"),
        links=(
            Link(
                path="participant__person",
                title="Uw terugblik",
                not_exported=READ_IN_ROOM,
                is_part=True,
            ),
        ),
    ),
    Table(
        model="intervision.HarvestConsent",
        activity=ROOM,
        fields=words("uid sealed_text harvest participant version made_at"),
        links=(
            Link(
                path="participant__person",
                title="Uw antwoord op een oogst",
                not_exported=READ_IN_ROOM,
                is_part=True,
            ),
        ),
    ),
    Table(
        model="intervision.Intention",
        activity=INTENTIONS,
        fields=words(
            "person sealed_text sealed_reflection due_on made_at ask_on asked_at outcome "
            "answered_at"
        ),
        sealed={"sealed_text": "text", "sealed_reflection": "reflection"},
        links=(Link(path="person", title="Uw voornemens"),),
    ),
    Table(
        model="intervision.Receipt",
        activity=RECEIPTS,
        fields=words("person met_on destroyed_at by_agreement"),
        links=(Link(path="person", title="Bewijzen van vernietiging"),),
    ),
)
