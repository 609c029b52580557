"""Only on one's own machine: settings.DEMO_ACCOUNTS decides whether the site knows this address."""

from django.urls import path

from . import development_views

urlpatterns = [path("", development_views.post, name="development_post")]
