"""Logging in with a passkey, on a virtual device."""

from playwright.sync_api import Page, expect

from .codes import log_in_by_code


def test_passkey_is_added_and_then_logs_in(page: Page):
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    log_in_by_code(page, "Chris")
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Toegangssleutel toevoegen").click()
    expect(page.get_by_text("De toegangssleutel is toegevoegd.")).to_be_visible()
    page.goto("/mijn/")
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_have_count(0)
    page.goto("/account/login/")
    page.get_by_role("button", name="Inloggen met een toegangssleutel").click()
    expect(page.get_by_role("heading", name="Dag Chris")).to_be_visible()
