from django.apps import AppConfig


class LeavingConfig(AppConfig):
    name = "members.leaving"
    label = "leaving"
    verbose_name = "Vertrekken"
