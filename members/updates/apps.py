from django.apps import AppConfig


class UpdatesConfig(AppConfig):
    name = "members.updates"
    label = "updates"
    verbose_name = "Berichten"
