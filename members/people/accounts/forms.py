"""allauth's forms, with our words, and with limits on codes."""

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.base import forms as second_factor_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms

from members.audit.security_log import Action, Result, record

from ..models import User
from . import rate_limits, reauthentication

EMAIL_NEEDED = {
    "required": "Vul uw e-mailadres in.",
    "invalid": "Vul een e-mailadres in zoals naam@gemeente.nl.",
}
CODE_NEEDED = {"required": "Vul de code in."}


class GuessLimitMixin(account_forms.BaseConfirmCodeForm):
    """Counts wrong codes, of known and unknown accounts, across browsers and processes."""

    # What a right code would have been: a login, or something after it.
    proves = Action.LOGIN

    def guessed_account(self) -> str:
        raise NotImplementedError

    def guessed_user(self) -> User | None:
        return User.objects.filter(email__iexact=self.guessed_account()).first()

    def clean_code(self) -> str:
        guess = rate_limits.Guess(context.request, self.guessed_account())
        if not guess.allowed:
            raise rate_limits.refuse()
        try:
            code = super().clean_code()
        except forms.ValidationError:
            record(self.proves, self.guessed_user() or "unknown account", Result.FAILED)
            raise
        guess.take_back()
        return code


class LoginForm(account_forms.LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["login"])

    def clean_login(self) -> str:
        address = super().clean_login()
        if not rate_limits.may_ask_for_code(context.request, address):
            raise rate_limits.refuse()
        return address


class LoginCodeForm(GuessLimitMixin):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"], "Code uit de e-mail")

    def guessed_account(self) -> str:
        return context.request._login_stage.state["email"]


class AddressCodeForm(GuessLimitMixin, account_forms.ConfirmEmailVerificationCodeForm):
    proves = Action.ADDRESS

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"], "Code uit de e-mail")

    def guessed_account(self) -> str:
        return self.email or ""


class ChangeAddressForm(account_forms.ChangeEmailForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain_email(self.fields["email"])
        self.fields["email"].label = "Nieuw e-mailadres"


class ReauthenticationCodeForm(GuessLimitMixin):
    proves = Action.PROOF

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"], "Code uit de e-mail")

    def guessed_account(self) -> str:
        return context.request.user.email

    def clean_code(self) -> str:
        pending = context.request.session.get(reauthentication.SESSION_KEY, {})
        self.expected_code = pending.get("code")
        return super().clean_code()


class SecondFactorForm(second_factor_forms.AuthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"], "Code uit uw app, of een herstelcode")


class SecondFactorAgainForm(second_factor_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"], "Code uit uw app, of een herstelcode")


class ActivateAppForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain_code(self.fields["code"], "Code die de app nu laat zien")


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Naam van deze toegangssleutel"
        passwordless = self.fields["passwordless"]
        passwordless.label = "Inloggen met alleen deze toegangssleutel"
        passwordless.help_text = "Uw apparaat vraagt dan om uw vingerafdruk, gezicht of pincode."
        passwordless.initial = True


class RenamePasskeyForm(passkey_forms.EditWebAuthnForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Naam van deze toegangssleutel"
        self.fields["name"].error_messages["required"] = "Vul een naam in."


def _plain_email(field: forms.Field) -> None:
    field.label = "E-mailadres"
    field.error_messages.update(EMAIL_NEEDED)
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})


def _plain_code(field: forms.Field, label: str) -> None:
    field.label = label
    field.error_messages.update(CODE_NEEDED)
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update({"autocapitalize": "characters", "spellcheck": "false"})
