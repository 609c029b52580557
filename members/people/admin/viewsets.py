"""Accounts at the desk: one name field, and no passwords, for login goes by code or passkey."""

from functools import partial

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django import forms
from django.db import transaction
from django.utils import timezone
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from members.audit.security_log import Action, record

from .. import emails
from ..models import User


class _OneName(forms.ModelForm):
    password_enabled = False
    first_name = None
    last_name = None
    name = forms.CharField(label="Naam", max_length=150)


class PersonCreationForm(_OneName, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = (UserCreationForm.Meta.fields - {"first_name", "last_name"}) | {"name"}

    def save(self, commit: bool = True) -> User:
        """The first code that is mailed confirms the address, instead of a second one."""
        user = super().save(commit=commit)
        if commit:
            EmailAddress.objects.get_or_create(
                user=user, email=user.email.lower(), defaults={"primary": True}
            )
        return user


class PersonEditForm(_OneName, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = (UserEditForm.Meta.fields - {"first_name", "last_name"}) | {"name"}

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """The old address opens nothing any more, from the moment the new one is there."""
        user = super().save(commit=commit)
        before = self.initial.get("email") or ""
        if commit and user.email.lower() != before.lower():
            _move_to_address(user)
            if before:
                emails.address_moved(user, before)
        return user


def _move_to_address(user: User) -> None:
    """Only the new address logs in, whoever was logged in does so again, and groups wait."""
    User.objects.filter(pk=user.pk).update(moved_on=timezone.localdate())
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True, verified=True)
    for session in UserSession.objects.filter(user=user):
        session.end()
    transaction.on_commit(partial(record, Action.ADDRESS, user, detail="moved at the desk"))


class UserViewSet(WagtailUserViewSet):
    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonEditForm if for_update else PersonCreationForm
