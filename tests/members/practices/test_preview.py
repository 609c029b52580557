"""An editor sees at the desk what a practice will look like, before anybody else does."""

import html5lib
import pytest
from django.urls import reverse

from members.practices.models import Audience, Practice

pytestmark = pytest.mark.django_db


def as_it_stands(client, url: str) -> dict[str, list[str]]:
    """What the form on the edit screen would send."""
    page = html5lib.parse(client.get(url).content, namespaceHTMLElements=False)
    form = next(form for form in page.iter("form") if form.find(".//*[@name='matter']") is not None)
    fields: dict[str, list[str]] = {}
    for field in form.iter():
        name, kind = field.get("name"), field.get("type")
        if field.tag not in ("input", "textarea", "select") or not name or kind == "submit":
            continue
        if field.tag == "textarea":
            fields.setdefault(name, []).append(field.text or "")
        elif field.tag == "select":
            chosen = [
                option for option in field.iter("option") if option.get("selected") is not None
            ]
            fields.setdefault(name, []).extend(option.get("value") or "" for option in chosen)
        elif kind not in ("checkbox", "radio") or field.get("checked") is not None:
            fields.setdefault(name, []).append(field.get("value") or "")
    return fields


@pytest.mark.parametrize("audience", Audience)
def test_editor_previews_what_was_typed_and_nothing_is_saved(share, anna, els, client, audience):
    practice = share(by=anna, audience=audience)
    client.force_login(els)
    edit = reverse("wagtailsnippets_practices_practice:edit", args=[practice.pk])
    preview = reverse("wagtailsnippets_practices_practice:preview_on_edit", args=[practice.pk])
    assert preview in client.get(edit).content.decode()
    typed = as_it_stands(client, edit) | {"title": ["Nog niemand las dit"]}
    assert client.post(preview, typed).json() == {"is_valid": True, "is_available": True}
    shown = client.get(preview)
    assert shown.status_code == 200
    # The panel beside the form shows it in a frame.
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    text = shown.content.decode()
    assert "Nog niemand las dit" in text
    assert practice.matter in text
    assert not Practice.objects.filter(title="Nog niemand las dit").exists()


def test_member_previews_nothing(share, anna, client):
    practice = share(by=anna)
    client.force_login(anna)
    preview = reverse("wagtailsnippets_practices_practice:preview_on_edit", args=[practice.pk])
    assert client.get(preview).status_code in (302, 403)
