"""What members share with each other, and what they say about it."""

from .answered import answered_comments, answered_practices, files_of_answered_practices
from .entry import HOST, MAILER, Activity, Link, Table, words

SHARING = Activity(
    name="Ervaringen",
    purpose="Leden leren van elkaars ervaringen.",
    basis="toestemming: u deelt ze zelf en kunt ze intrekken",
    term="tot u ze intrekt of uw account wist",
    processors=(HOST, MAILER),
)
TALKING = Activity(
    name="Reacties op ervaringen",
    purpose="Leden vragen door, en vertellen of iets bij hen ook werkte.",
    basis="toestemming: u schrijft ze zelf",
    term="zolang de ervaring er staat, of tot u uw account wist",
    processors=(HOST, MAILER),
)
OTHERS_BUILD_ON_IT = "Collega’s reageerden erop of schreven eraan mee."
CO_AUTHOR_STAYS = "De ervaring is ook van de andere schrijver."

TABLES = (
    Table(
        model="practices.Practice",
        activity=SHARING,
        fields=words(
            "latest_revision has_unpublished_changes first_published_at last_published_at "
            "live_revision go_live_at expire_at expired locked locked_at locked_by live kind title "
            "slug matter action result otherwise residents residents_view origin municipality "
            "author co_author audience under_pseudonym pseudonym shown_province shown_size "
            "created_at last_confirmed asked_on times_asked unconfirmed withdrawn_at declined_at "
            "refused_at decline_reason trial_count answered_at comment_count lessons topics"
        ),
        prose=words("title matter action result otherwise residents_view decline_reason"),
        links=(
            Link(
                path="author",
                title="Uw ervaringen",
                stays=OTHERS_BUILD_ON_IT,
                staying=answered_practices,
            ),
            Link(path="co_author", title="Ervaringen die u mee schreef", stays=CO_AUTHOR_STAYS),
            Link(
                path="locked_by",
                title="Ervaringen die u vastzette",
                not_exported="Dit zijn teksten van anderen.",
                stays="Het slot hoort bij de tekst van een ander.",
            ),
        ),
    ),
    Table(
        model="practices.PracticeTopic",
        activity=SHARING,
        fields=words("tag content_object"),
        links=(
            Link(
                path="content_object__author",
                title="Onderwerpen van uw ervaringen",
                is_part=True,
            ),
        ),
    ),
    Table(
        model="practices.StoredFile",
        activity=SHARING,
        fields=words("owner kind size file made_at"),
        links=(
            Link(
                path="owner",
                title="Uw bijlagen",
                stays=OTHERS_BUILD_ON_IT,
                staying=files_of_answered_practices,
            ),
        ),
    ),
    Table(
        model="practices.PracticeFile",
        activity=SHARING,
        fields=words("practice stored number"),
        links=(
            Link(
                path="practice__author",
                title="Plaats van uw bijlagen",
                is_part=True,
            ),
        ),
    ),
    Table(
        model="practices.Promotion",
        activity=SHARING,
        fields=words("practice example made_by made_at agreed_text agreed_at remark"),
        prose=("remark",),
        links=(
            Link(
                path="practice__author",
                title="Uw ervaringen als praktijkvoorbeeld",
                only=words("practice example made_at agreed_text agreed_at remark"),
                is_part=True,
            ),
            Link(
                path="made_by",
                title="Praktijkvoorbeelden die u maakte van ervaringen",
                not_exported="Dit zijn ervaringen van anderen.",
                stays="Het praktijkvoorbeeld hoort bij de ervaring van een ander.",
            ),
        ),
    ),
    Table(
        model="practices.Draft",
        activity=SHARING,
        fields=words("author practice version answers saved_at"),
        links=(Link(path="author", title="Uw concepten"),),
    ),
    Table(
        model="practices.Submission",
        activity=SHARING,
        fields=words("token practice by made_at"),
        secret=("token",),
        links=(Link(path="by", title="Formulieren die u instuurde", is_part=True),),
    ),
    Table(
        model="practices.Comment",
        activity=TALKING,
        fields=words(
            "practice parent author token text made_at edited_at accepted_at hidden_at "
            "hidden_reason mentioned"
        ),
        secret=("token",),
        prose=words("text hidden_reason"),
        links=(
            Link(
                path="author",
                title="Uw reacties",
                stays="Collega’s antwoordden erop.",
                staying=answered_comments,
            ),
            Link(
                path="mentioned",
                title="Reacties waarin u genoemd bent",
                only=words("practice made_at"),
                stays="Een collega schreef dit. Uw naam halen we eruit.",
            ),
        ),
    ),
    Table(
        model="practices.Recognition",
        activity=TALKING,
        fields=words("practice person made_at"),
        links=(Link(path="person", title="Wat u herkende"),),
    ),
    Table(
        model="practices.Report",
        activity=TALKING,
        fields=words("practice comment person reason made_at handled_at handled_by"),
        prose=("reason",),
        links=(
            Link(
                path="person",
                title="Uw meldingen aan de redactie",
                stays="De redactie moet de melding nog kunnen afhandelen.",
            ),
            Link(
                path="handled_by",
                title="Meldingen die u afhandelde",
                not_exported="Dit zijn meldingen van anderen.",
                stays="De afhandeling hoort bij de melding van een ander.",
            ),
        ),
    ),
    Table(
        model="practices.Trial",
        activity=TALKING,
        fields=words(
            "practice person municipality tried_on result changed residents residents_view made_at"
        ),
        prose=words("changed residents_view"),
        links=(
            Link(
                path="person",
                title="Wat u probeerde",
                stays="Het telt mee bij de ervaring van een collega.",
            ),
        ),
    ),
    Table(
        model="practices.Plan",
        activity=TALKING,
        fields=words("practice person made_at ask_on asked_at"),
        links=(Link(path="person", title="Wat u van plan bent"),),
    ),
)
