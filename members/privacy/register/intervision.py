"""Taking part in intervision: who signed up, who sat with whom, and when."""

from .entry import HOST, MAILER, Activity, Link, Table, words

TAKING_PART = Activity(
    name="Intervisie: aanmelden en groepen",
    purpose="Wij maken groepen die passen, en spreken een datum af.",
    basis="uitvoering van de overeenkomst: u meldt zich zelf aan",
    term="tot de ronde is vernietigd, hoogstens 90 dagen na afsluiten",
    processors=(HOST, MAILER),
)
CALENDAR = Activity(
    name="Intervisie: uw agenda",
    purpose="Uw eigen agenda haalt op wanneer u een bijeenkomst hebt.",
    basis="toestemming: u maakt het adres zelf en kunt het intrekken",
    term="tot u het adres intrekt of uw account wist",
)
ENCOUNTERS = Activity(
    name="Intervisie: wie elkaar al ontmoette",
    purpose="In een volgende ronde ontmoet u nieuwe collega’s.",
    basis="gerechtvaardigd belang: niet steeds dezelfde groep",
    term="zolang u een account hebt",
)
APART = Activity(
    name="Intervisie: liever niet samen met",
    purpose="U komt niet in een groep met iemand die u liever niet treft. Niemand ziet uw keuze.",
    basis="toestemming: u kiest het zelf en kunt het weghalen",
    term="tot u het weghaalt of uw account wist",
)
RUNNING = Activity(
    name="Intervisie: rondes maken",
    purpose="Leden weten wie een ronde organiseert.",
    basis="gerechtvaardigd belang: een aanspreekpunt",
    term="zolang de ronde bekend is",
)
ROUND_GOES_ON = "De ronde is van de groep. Uw naam staat er niet meer bij."

TABLES = (
    Table(
        model="intervision.Round",
        activity=RUNNING,
        fields=("host",),
        rest="Gegevens van de ronde, niet over een persoon.",
        links=(
            Link(
                path="host",
                title="Rondes die u organiseert",
                only=words("title state"),
                stays=ROUND_GOES_ON,
            ),
        ),
    ),
    Table(
        model="intervision.RoundProposal",
        activity=RUNNING,
        fields=("asked_by",),
        rest="Voorstel voor groepen; wie erin zit staat bij de aanmelding.",
        links=(
            Link(
                path="asked_by",
                title="Groepen die u liet maken",
                only=words("round asked_at"),
                stays=ROUND_GOES_ON,
            ),
        ),
    ),
    Table(
        model="intervision.ProposedGroup",
        activity=RUNNING,
        fields=("facilitator",),
        rest="Voorstel voor groepen; wie erin zit staat bij de aanmelding.",
        links=(
            Link(
                path="facilitator",
                title="Groepen die u zou begeleiden",
                not_exported="Het voorstel is nog niet bevestigd.",
                stays=ROUND_GOES_ON,
                is_part=True,
            ),
        ),
    ),
    Table(
        model="intervision.Enrolment",
        activity=TAKING_PART,
        fields=words(
            "round person state waiting_number why_waiting brings_case sealed_sentence "
            "case_lessons can_facilitate sealed_access_needs made_at changed_at withdrawn_at"
        ),
        sealed={"sealed_sentence": "sentence", "sealed_access_needs": "access_needs"},
        links=(Link(path="person", title="Uw aanmeldingen voor intervisie"),),
    ),
    Table(
        model="intervision.Availability",
        activity=TAKING_PART,
        fields=words("enrolment date answer"),
        links=(Link(path="enrolment__person", title="Wanneer u kon", is_part=True),),
    ),
    Table(
        model="intervision.ProposedSeat",
        activity=TAKING_PART,
        fields=words("proposal enrolment group why_waiting"),
        links=(
            Link(
                path="enrolment__person",
                title="Uw plaats in een voorstel voor groepen",
                not_exported="Het voorstel is nog niet bevestigd.",
                is_part=True,
            ),
        ),
    ),
    Table(
        model="intervision.Participant",
        activity=TAKING_PART,
        fields=words(
            "group person joined_at left_at is_facilitator is_case_owner is_observer takes_notes"
        ),
        links=(Link(path="person", title="Groepen waarin u zit of zat"),),
    ),
    Table(
        model="intervision.DateVote",
        activity=TAKING_PART,
        fields=words("option participant answer made_at asked_at"),
        links=(Link(path="participant__person", title="Uw keuze van een datum", is_part=True),),
    ),
    Table(
        model="intervision.CaseVote",
        activity=TAKING_PART,
        fields=words("voter choice made_at"),
        links=(
            Link(
                path="voter__person",
                title="Uw keuze van een inbreng",
                only=("made_at",),
                is_part=True,
            ),
        ),
    ),
    Table(
        model="intervision.CalendarFeed",
        activity=CALENDAR,
        fields=words("person secret_hash made_at"),
        secret=("secret_hash",),
        links=(Link(path="person", title="Het adres van uw agenda"),),
    ),
    Table(
        model="intervision.Encounter",
        activity=ENCOUNTERS,
        fields=words("one other met_on"),
        links=(
            Link(path="one", title="Wie u al ontmoette"),
            Link(path="other", title="Wie u al ontmoette"),
        ),
    ),
    Table(
        model="intervision.Apart",
        activity=APART,
        fields=words("person other made_at"),
        links=(
            Link(path="person", title="Met wie u liever niet samen zit"),
            Link(
                path="other",
                title="Wie liever niet met u samen zit",
                not_exported="Dit koos een ander, en het blijft van die ander.",
            ),
        ),
    ),
)
