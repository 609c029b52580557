import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Site

from lessons.models import ExampleIndexPage, ExamplePage, HomePage, LessonIndexPage, LessonPage
from lessons.municipalities.loading import load
from lessons.municipalities.models import Municipality

TEXT = [("paragraph", "<p>Tekst.</p>")]


@pytest.fixture
def municipalities(db) -> None:
    """The 342 municipalities as the files have them."""
    load()


@pytest.fixture
def named(municipalities):
    """A municipality by its name: ``named("Heusden")``."""
    return lambda name: Municipality.objects.get(name=name)


@pytest.fixture
def merged(named) -> tuple[Municipality, Municipality]:
    """Wijdemeren has gone on in Hilversum: the merger is confirmed and its day has come."""
    gone, successor = named("Wijdemeren"), named("Hilversum")
    Municipality.objects.filter(pk=gone.pk).update(valid_to="2026-01-01", end_confirmed=True)
    gone.refresh_from_db()
    return gone, successor


@pytest.fixture
def home(db) -> HomePage:
    """An empty site of our own: a front page with the two overviews below it."""
    ContentType.objects.clear_cache()
    home = HomePage(
        title="Voorpagina",
        slug="voor",
        heading="Kop",
        intro="Kort.",
        call_title="Oproep",
        call="Kom.",
    )
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "testserver"}
    )
    home.add_child(instance=LessonIndexPage(title="Lessen", slug="lessen"))
    home.add_child(instance=ExampleIndexPage(title="Voorbeelden", slug="praktijkvoorbeelden"))
    return home


@pytest.fixture
def add_lesson(home):
    def add(number: int, hue: int | None = None) -> LessonPage:
        lesson = LessonPage(
            title=f"Les {number}",
            slug=f"les-{number}",
            number=number,
            hue=hue or number,
            menu_title=f"Korte naam {number}",
            core="De kern.",
            body=TEXT,
        )
        return LessonIndexPage.objects.get().add_child(instance=lesson)

    return add


@pytest.fixture
def add_example(home):
    def add(municipality: Municipality, *lessons: LessonPage, title="Voorbeeld", live=True):
        example = ExamplePage(
            title=title,
            slug=f"voorbeeld-{ExamplePage.objects.count()}",
            municipality=municipality,
            intro="Kort.",
            body=TEXT,
            live=live,
        )
        ExampleIndexPage.objects.get().add_child(instance=example)
        example.lessons.set(lessons)
        example.save()
        return example

    return add
