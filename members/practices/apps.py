from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "members.practices"
    label = "practices"
    verbose_name = "Ervaringen"
