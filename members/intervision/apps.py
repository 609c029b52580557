from django.apps import AppConfig


class IntervisionConfig(AppConfig):
    name = "members.intervision"
    label = "intervision"
    verbose_name = "Intervisie"
