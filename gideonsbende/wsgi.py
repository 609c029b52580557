"""The door for gunicorn; production settings unless the environment says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gideonsbende.settings.production")

application = get_wsgi_application()

from gideonsbende import demo_accounts  # noqa: E402 - needs the models that were just loaded

demo_accounts.refuse_in_production()
