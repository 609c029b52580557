"""The door for an ASGI server; production settings unless the environment says otherwise."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gideonsbende.settings.production")

application = get_asgi_application()

# Needs the models that were just loaded.
from gideonsbende.demo import accounts  # noqa: E402

accounts.refuse_in_production()
