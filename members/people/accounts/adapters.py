"""Where allauth asks this site how it does things."""

from datetime import timedelta
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from members import encryption, mail
from members.permissions import needs_second_factor

from .. import pending_applications
from ..models import User
from . import reauthentication
from .second_factor import second_factors_of

TRY_AGAIN = "Deze code klopt niet. Kijk of u hem goed hebt overgenomen."
TOO_OFTEN = (
    "U hebt het te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw. "
    "Hebt u een toegangssleutel? Daarmee kunt u wel meteen inloggen."
)

# How long what a mail asks for can be done. Who has no account gets as long as who has one.
_LOGIN = timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT)
_CONFIRM = timedelta(seconds=app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT)
LIFETIMES = {
    "login_code": _LOGIN,
    "reauthentication_code": _LOGIN,
    "unknown_account": _LOGIN,
    "email_confirmation": _CONFIRM,
    "email_confirmation_signup": _CONFIRM,
    "account_already_exists": _CONFIRM,
}


def name_of(user: User) -> str:
    return str(user)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": TRY_AGAIN,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
        "invalid_login": "Vul het e-mailadres in waarmee u lid bent.",
        "duplicate_email": "Dit is al uw e-mailadres. Vul een ander adres in.",
        "same_as_current": "Dit is al uw e-mailadres. Vul een ander adres in.",
        "email_taken": "Dit e-mailadres kunt u niet gebruiken. Vul een ander adres in.",
        "account_inactive": "Dit account is gesloten. Neem contact op met de redactie.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Through the queue as all mail, but of no use once its code has expired."""
        request = allauth_context.request
        everything = {"request": request, "email": email, "current_site": get_current_site(request)}
        message = self.render_mail(template_prefix, email, everything | context)
        lifetime = LIFETIMES.get(template_prefix.rpartition("/")[2], mail.LIFETIME)
        mail.post(template_prefix, message.to, message.subject, message.body, lifetime=lifetime)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts begin at /lid-worden/, nowhere else."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Whoever logged in with the code of an application has confirmed its address."""
        pending_applications.claim(request, user)
        return super().post_login(request, user, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Of whoever has no second factor we ask a code, but not right after a login."""
        required = super().is_reauthentication_required(app=app, **kwargs)
        request = allauth_context.request
        if not required or is_mfa_enabled(request.user):
            return required
        return reauthentication.code_is_due(request)

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        methods = super().get_reauthentication_methods(user)
        names = {
            "mfa_reauthenticate": "Met een code uit uw app",
            "mfa_reauthenticate:webauthn": "Met een toegangssleutel",
        }
        for method in methods:
            method["description"] = names.get(method["id"], method["description"])
        if user.is_authenticated and not methods:
            url = reverse("reauthenticate_by_code")
            return [{"id": "code", "description": "Met een code per e-mail", "url": url}]
        return methods


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": TRY_AGAIN,
        "add_email_blocked": "Zet eerst de tweede stap uit. Daarna kunt u een adres toevoegen.",
        "unverified_email": "Bevestig eerst uw e-mailadres. Daarna kunt u dit instellen.",
        "cannot_delete_authenticator": (
            "Als redacteur hebt u altijd een tweede stap nodig. "
            "Voeg eerst een andere toe; daarna kunt u deze verwijderen."
        ),
        "cannot_generate_recovery_codes": (
            "Stel eerst een app of toegangssleutel in. Daarna kunt u herstelcodes maken."
        ),
    }

    def encrypt(self, text: str) -> str:
        return encryption.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Who needs a second factor keeps at least one."""
        if not needs_second_factor(authenticator.user):
            return True
        return second_factors_of(authenticator.user).exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "Mijn toegangssleutel" if number == 1 else f"Toegangssleutel {number}"


class OwnOrganisationAdapter(DefaultSocialAccountAdapter):
    """Logging in with the account of one's own municipality."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """A provider speaks for its own domains only, whatever it says of other addresses."""
        trusted = self.is_email_verified(login.provider, email)
        return trusted and super().can_authenticate_by_email(login, email)
