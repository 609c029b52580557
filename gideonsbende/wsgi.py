"""The door for gunicorn; production settings unless the environment says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gideonsbende.settings.production")

application = get_wsgi_application()

# Needs the models that were just loaded.
from gideonsbende.demo import accounts  # noqa: E402

accounts.refuse_in_production()
