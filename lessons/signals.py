"""Something that the public reads was changed without a signal of Django's.

Sent by query sets that change public rows in bulk; the frame makes kept pages old.
"""

from django.dispatch import Signal

public_content_changed = Signal()
