"""Forms as Dutch readers were found to understand them."""

import pytest
from django import forms
from django.template.loader import render_to_string


class Letter(forms.Form):
    name = forms.CharField(label="Uw naam", error_messages={"required": "Vul uw naam in."})
    town = forms.CharField(label="Uw gemeente", help_text="Zonder provincie.", required=False)
    kind = forms.ChoiceField(
        label="Soort",
        choices=[("a", "Vraag"), ("b", "Tip")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een soort."},
    )


@pytest.fixture
def show():
    def render(form: forms.Form, name: str) -> str:
        return render_to_string("components/form_field.html", {"field": form[name]})

    return render


def test_required_field_says_so_without_the_bubbles_of_the_browser(show):
    html = show(Letter(), "name")
    assert 'aria-required="true"' in html
    assert " required" not in html.replace('aria-required="true"', "")


def test_optional_field_says_so_in_words(show):
    html = show(Letter(), "town")
    assert "(niet verplicht)" in html
    assert "aria-required" not in html


def test_explanation_stands_above_the_field_and_belongs_to_it(show):
    html = show(Letter(), "town")
    assert html.index("Zonder provincie.") < html.index("<input")
    assert 'id="id_town_helptext"' in html
    assert 'aria-describedby="id_town_helptext"' in html


def test_error_stands_above_the_field_and_belongs_to_it(show):
    html = show(Letter({}), "name")
    assert html.index("Vul uw naam in.") < html.index("<input")
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_are_one_group_with_a_name(show):
    html = show(Letter({}), "kind")
    assert "<fieldset" in html
    assert "<legend>" in html
    assert 'aria-describedby="id_kind_error"' in html


def test_error_summary_takes_focus_and_leads_to_each_field():
    html = render_to_string("components/error_summary.html", {"form": Letter({})})
    assert "autofocus" in html
    assert '<a href="#id_name">Vul uw naam in.</a>' in html
    assert '<a href="#id_kind_0">Kies een soort.</a>' in html


def test_form_without_errors_has_no_summary():
    assert render_to_string("components/error_summary.html", {"form": Letter()}).strip() == ""
