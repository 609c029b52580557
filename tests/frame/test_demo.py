"""Demo accounts help on one's own machine and exist nowhere else."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from gideonsbende import checks
from gideonsbende.demo import accounts
from members.people.models import User
from members.practices.models import Practice


@pytest.fixture
def on_own_machine(settings) -> None:
    settings.DEMO_ACCOUNTS = True


def test_everyone_can_log_in_with_a_code(content, on_own_machine, capsys):
    call_command("demo")
    told = capsys.readouterr().out
    for account in accounts.ACCOUNTS:
        user = User.objects.get(email=account.email)
        assert not user.has_usable_password()
        assert EmailAddress.objects.get(user=user, verified=True, primary=True).email == user.email
        assert account.email in told


def test_els_is_an_editor_and_beheer_may_do_everything(content, on_own_machine):
    for account in accounts.ACCOUNTS:
        accounts.make(account)
    els = User.objects.get(name="Els")
    assert els.has_perm("wagtailadmin.access_admin")
    assert not els.is_superuser
    assert User.objects.get(name="Beheer").is_superuser
    assert not User.objects.get(name="Anna").has_perm("wagtailadmin.access_admin")


def test_making_them_again_overwrites_nothing(content, on_own_machine):
    anna = accounts.make(accounts.ACCOUNTS[2])
    anna.name = "Anna van Dijk"
    anna.save()
    again = accounts.make(accounts.ACCOUNTS[2])
    assert again.name == "Anna van Dijk"
    assert User.objects.filter(email=anna.email).count() == 1


def test_members_find_something_to_read_and_outsiders_nothing_made_up(
    content, on_own_machine, client
):
    call_command("demo")
    call_command("demo")
    anna = User.objects.get(name="Anna")
    assert Practice.objects.visible_to(anna).count() == 3
    assert not Practice.objects.visible_to(User.objects.get(name="Dirk")).exists()
    assert Practice.objects.filter(audience="openbaar", live=False).count() == 1


def test_elsewhere_nobody_can_make_them(db):
    with pytest.raises(CommandError):
        call_command("demo")
    assert not User.objects.exists()


def test_site_does_not_start_with_them_elsewhere(db):
    User.objects.create_user(accounts.ACCOUNTS[0].email, "Els")
    with pytest.raises(ImproperlyConfigured, match="demo-accounts"):
        accounts.refuse_in_production()
    assert [error.id for error in checks.no_demo_accounts()] == ["gideonsbende.E002"]


def test_site_starts_without_them(els):
    accounts.refuse_in_production()
    assert checks.no_demo_accounts() == []


def test_check_before_production_minds_the_setting(db, on_own_machine):
    assert [error.id for error in checks.no_demo_accounts()] == ["gideonsbende.E001"]
