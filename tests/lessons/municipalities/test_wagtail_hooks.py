import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from lessons import desk
from lessons.municipalities.models import Municipality

LIST = "wagtailsnippets_municipalities_municipality:list"
EDIT = "wagtailsnippets_municipalities_municipality:edit"


@pytest.fixture
def editor(content, els, client):
    """Els at the desk, with the second factor that an editor needs."""
    desk.set_up()
    kind = Authenticator.Type.TOTP
    Authenticator.objects.get_or_create(user=els, type=kind, defaults={"data": {}})
    client.force_login(els)
    return client


def _form(municipality: Municipality, **changes) -> dict:
    fields = ("name", "province", "inhabitants", "latitude", "longitude", "domain")
    return (
        {name: getattr(municipality, name) for name in fields}
        | {
            "aliases-TOTAL_FORMS": 1,
            "aliases-INITIAL_FORMS": 0,
            "aliases-MIN_NUM_FORMS": 0,
            "aliases-MAX_NUM_FORMS": 1000,
            "aliases-0-name": "Heusden aan de Maas",
            "aliases-0-id": "",
            "aliases-0-ORDER": "1",
        }
        | changes
    )


def test_editor_finds_municipalities_at_the_desk_also_by_another_name(editor):
    html = editor.get(reverse(LIST), {"q": "Den Haag"}).content.decode()
    assert "&#x27;s-Gravenhage" in html
    assert "Heusden" not in html


def test_editor_changes_a_municipality_but_not_its_code_or_address(editor):
    heusden = Municipality.objects.get(name="Heusden")
    url = reverse(EDIT, args=[heusden.pk])
    assert editor.get(url).status_code == 200
    form = _form(heusden, inhabitants=47_000, code="GM9999", slug="elders")
    assert editor.post(url, form).status_code == 302
    heusden.refresh_from_db()
    assert (heusden.inhabitants, heusden.code, heusden.slug) == (47_000, "GM0797", "heusden")
    assert [alias.name for alias in heusden.aliases.all()] == ["Heusden aan de Maas"]


def test_editor_hears_in_dutch_that_a_merger_needs_a_day(editor):
    heusden = Municipality.objects.get(name="Heusden")
    url = reverse(EDIT, args=[heusden.pk])
    html = editor.post(url, _form(heusden, end_confirmed="on")).content.decode()
    assert "Vul ook de dag in" in html


def test_editor_neither_adds_nor_deletes_municipalities(editor):
    heusden = Municipality.objects.get(name="Heusden")
    name = "wagtailsnippets_municipalities_municipality"
    for url in (reverse(f"{name}:add"), reverse(f"{name}:delete", args=[heusden.pk])):
        assert editor.get(url).status_code in (302, 403)


def test_nobody_adds_a_municipality_at_the_desk_not_even_a_superuser(editor, els):
    """The form cannot know its neighbours yet, and broke."""
    els.is_superuser = True
    els.save()
    assert editor.get(reverse(LIST.replace(":list", ":add"))).status_code == 302
    assert reverse(LIST.replace(":list", ":add")) not in editor.get(reverse(LIST)).content.decode()
    assert editor.get(reverse(EDIT, args=[Municipality.objects.first().pk])).status_code == 200
