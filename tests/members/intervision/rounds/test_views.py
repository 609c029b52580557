"""What everyone sees of rounds, and signing up."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lessons.models import LessonPage
from members.intervision.models import (
    Apart,
    Enrolment,
    Round,
)
from tests import people
from tests.people import logged_in

CANARY = "kanariepiet in de burgemeesterskamer"


def answers(one: Round, **fields: str) -> dict[str, str]:
    return {f"date_{date.pk}": "ja" for date in one.dates.all()} | fields


def test_public_page_names_nobody(client, make_round, enrol, members, els):
    one = make_round()
    enrol(one, members[0])
    for address in ("/intervisie/", f"/intervisie/{one.slug}/", "/intervisie/werkvormen/"):
        page = client.get(address)
        assert page.status_code == 200
        assert els.name not in page.content.decode()
        assert members[0].name not in page.content.decode()


def test_chooser_proposes_a_method_with_its_reason(client, content):
    query = "?vraag=incident&kennen=1&mensen=6&minuten=90&hoe=online"
    page = client.get(f"/intervisie/werkvormen/{query}")
    assert page.context["advice"][0].method.slug == "incidentmethode"
    assert "Past bij iets wat echt gebeurd is." in page.content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_chooser_says_what_to_change_and_what_to_fill_in(client, content):
    start = "/intervisie/werkvormen/?vraag=role&kennen=1&hoe=online"
    page = client.get(f"{start}&mensen=2&minuten=90").content.decode()
    assert "Neem minstens" in page
    page = client.get(f"{start}&mensen=veel&minuten=").content.decode()
    assert "Vul een getal in, zoals 6." in page
    assert "Vul een getal in, zoals 90." in page


def test_members_see_who_hosts(make_round, members, els):
    one = make_round()
    page = logged_in(members[0]).get(f"/intervisie/{one.slug}/").content.decode()
    assert "Georganiseerd door" in page
    assert els.name in page


def test_signing_up_changing_and_withdrawing_by_form(make_round, members):
    one, client = make_round(days=(30, 37)), logged_in(members[0])
    address = f"/intervisie/{one.slug}/"
    form = answers(one, brings_case="on", sentence=CANARY, apart_1=f"{members[1].name} (Ermelo)")
    assert client.post(address, form).status_code == 302
    enrolment = Enrolment.objects.get(person=members[0])
    assert (enrolment.state, enrolment.sentence) == ("aangemeld", CANARY)
    assert Apart.objects.get().other == members[1]
    shown = client.get(address).content.decode()
    assert CANARY in shown
    assert "U doet mee" in shown
    assert client.post(address, answers(one)).status_code == 302
    enrolment.refresh_from_db()
    assert not enrolment.brings_case
    assert not Apart.objects.exists()
    asked = client.get(f"{address}afmelden/").content.decode()
    assert "halen we weg" in asked
    enrolment.refresh_from_db()
    assert enrolment.state == "aangemeld"
    assert client.post(f"{address}afmelden/").status_code == 302
    enrolment.refresh_from_db()
    assert enrolment.state == "teruggetrokken"
    assert client.get(f"{address}afmelden/").status_code == 302


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"brings_case": "on"}, "Schrijf in één zin op wat u inbrengt."),
        ({"sentence": "Iets"}, "Zet hier ook een vinkje."),
        ({"apart_2": "Niemand"}, "We vonden geen lid dat ‘Niemand’ heet."),
        ({"sentence": "x" * 301, "brings_case": "on"}, "Hoogstens 300 tekens"),
    ],
)
def test_errors_say_what_to_do_and_keep_what_was_typed(make_round, members, fields, error):
    one = make_round()
    page = logged_in(members[0]).post(f"/intervisie/{one.slug}/", answers(one, **fields))
    text = page.content.decode()
    assert page.status_code == 200
    assert error in text
    assert all(value in text for value in fields.values())
    assert not Enrolment.objects.exists()


def test_who_waits_is_asked_about_the_waiting_list(make_round, enrol, members):
    one = make_round(capacity=4)
    for person in members[:5]:
        enrol(one, person)
    address = f"{one.get_absolute_url()}afmelden/"
    waiting, inside = (logged_in(members[at]).get(address).text for at in (4, 0))
    assert "niet meer op de wachtlijst" in waiting
    assert "krijgt uw plaats" not in waiting
    assert "krijgt uw plaats" in inside


def test_withdrawing_comes_after_the_form(make_round, enrol, members):
    one = make_round()
    enrol(one, members[0])
    page = logged_in(members[0]).get(one.get_absolute_url()).content.decode()
    assert page.index("Wijzigingen bewaren") < page.index("Mij afmelden")


def test_whoever_can_never_come_hears_so_and_keeps_the_answers(make_round, enrol, members):
    one = make_round(days=(30, 37))
    never = dict.fromkeys(answers(one), "nee") | {"access_needs": "Een lift"}
    page = logged_in(members[0]).post(one.get_absolute_url(), never).content.decode()
    assert "U koos overal ‘Nee’" in page
    assert "Meld u dan nu niet aan" in page
    assert "Een lift" in page
    late = logged_in(members[0]).post(one.get_absolute_url(), never | {"brings_case": "on"}).text
    summary = late.partition("Kijk dit nog even na")[2]
    assert summary.index("overal ‘Nee’") < summary.index("Schrijf in één zin op")
    assert len(re.findall('value="nee"[^>]*checked', page)) == 2
    assert not Enrolment.objects.exists()
    enrol(one, members[0])
    page = logged_in(members[0]).post(one.get_absolute_url(), never).content.decode()
    assert "Meld u dan af, onder aan deze pagina." in page


def test_a_case_needs_a_sentence_and_the_label_says_so(make_round, members):
    page = logged_in(members[0]).get(make_round().get_absolute_url()).content.decode()
    label = page.partition("Waar gaat het over, in één zin?")[2].partition("</label>")[0]
    assert "(alleen als u iets inbrengt)" in label
    assert "niet verplicht" not in label


def test_needs_fit_how_people_meet(make_round, members):
    client = logged_in(members[0])
    online, in_person = make_round(), make_round(title="Bij elkaar", is_online=False)
    assert "zaal zonder trap" not in client.get(online.get_absolute_url()).content.decode()
    assert "zaal zonder trap" in client.get(in_person.get_absolute_url()).content.decode()


def test_lessons_of_a_round_are_links(client, make_round):
    one = make_round()
    one.lessons.set(LessonPage.objects.filter(number__in=(3, 5)))
    page = client.get(one.get_absolute_url()).content.decode()
    assert 'href=""' not in page
    for lesson in one.lessons.all():
        assert f'href="{lesson.url}"' in page.partition("kop-lessen")[2]


def test_whoever_lacks_a_second_step_hears_in_time_that_the_room_asks_for_it(
    make_round, enrol, members
):
    one, client = make_round(), logged_in(members[0])
    told = "tweede stap bij het inloggen"
    assert told in client.get(one.get_absolute_url()).content.decode()
    enrol(one, members[0])
    assert told in client.get(one.get_absolute_url()).content.decode()
    people.second_factor(members[0])
    assert told not in client.get(one.get_absolute_url()).content.decode()


def test_list_says_in_which_rounds_one_takes_part(client, make_round, enrol, members):
    mine, _other = make_round(), make_round(title="Een andere ronde")
    enrol(mine, members[0])
    assert logged_in(members[0]).get("/intervisie/").content.decode().count("U doet mee ·") == 1
    page = client.get("/intervisie/").content.decode()
    assert "U doet mee" not in page
    assert 'href="/vertrouwelijkheid/"' in page


def test_forgotten_date_is_named(make_round, members):
    one = make_round()
    page = logged_in(members[0]).post(f"/intervisie/{one.slug}/", {})
    assert "Kies of u kunt op" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"suspended_on": timezone.localdate(), "suspension": "redactie"}, "staat stil"),
        ({"until": timezone.localdate() - timedelta(days=400)}, "U bent oud-lid"),
    ],
)
def test_page_says_why_not_and_what_to_do(make_round, members, change, told):
    one = make_round()
    members[0].memberships.update(**change)
    page = logged_in(members[0]).get(f"/intervisie/{one.slug}/").content.decode()
    assert told in page
    assert "Aanmelden voor deze ronde" not in page


def test_paused_member_is_told_how_to_end_the_pause(make_round, members):
    members[0].profile.paused_until = timezone.localdate()
    members[0].profile.save()
    page = logged_in(members[0]).get(f"/intervisie/{make_round().slug}/").content.decode()
    assert "Pauze aanpassen" in page


def test_members_are_looked_up_once_for_the_form(make_round, enrol, members):
    one = make_round()
    enrol(one, members[0], apart=[members[1]])
    client = logged_in(members[0])
    client.get(one.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        page = client.get(one.get_absolute_url())
    assert page.context["form"]["apart_1"].value().startswith(members[1].name)
    # Every member, with their municipality, by name.
    everybody = [one for one in queries if 'ORDER BY "people_user"."name"' in one["sql"]]
    assert len(everybody) == 1
