from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    name = "lessons.municipalities"
    label = "municipalities"
    verbose_name = "Gemeenten"
