"""What a form says about a field is text, even when it holds words that members typed."""

from django import forms
from django.template.loader import render_to_string


class TopicForm(forms.Form):
    topics = forms.CharField(help_text="Bijvoorbeeld: <button>Verder</button>")


def test_explanation_of_a_field_is_never_markup():
    html = render_to_string("components/form_field.html", {"field": TopicForm()["topics"]})
    assert "&lt;button&gt;" in html
    assert "<button>" not in html
