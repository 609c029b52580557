"""How long everything is kept. The register shows these terms, and retention keeps to them."""

from datetime import timedelta

DAY = timedelta(days=1)
YEAR = 365 * DAY

# After the last day on which it could be used.
INVITATION = 30 * DAY
UNCONFIRMED_APPLICATION = 7 * DAY
REPLACED_APPLICATION = 30 * DAY
DECLINED_APPLICATION = 182 * DAY
APPROVED_APPLICATION = YEAR
# An account of which nobody ever confirmed the address.
UNCONFIRMED_ACCOUNT = 30 * DAY
COLLEAGUE_REQUEST = YEAR
# What a device left behind when it was last seen: address, browser, time.
LOGIN_RECORD = 30 * DAY
AUDIT_TRAIL = YEAR
# That a message went, or did not; whom it went to is gone once it is delivered.
MAIL_RECORD = 30 * DAY
IDLE_ACCOUNT = 2 * YEAR
# The warning comes this long before an idle account is erased.
IDLE_WARNING = 30 * DAY
UNOPENED_HANDOVER = 5 * YEAR
OPENED_HANDOVER = 2 * YEAR


def in_dutch(term: timedelta) -> str:
    """As readers say it: in years or months where that comes out even, otherwise in days."""
    days = term.days
    if days % 365 == 0:
        return f"{days // 365} jaar"
    if days >= 180:
        return f"{round(days / 30.4)} maanden"
    return f"{days} dagen"
