from django.apps import AppConfig
from django.db.models.signals import pre_save


class PracticesConfig(AppConfig):
    name = "members.practices"
    label = "practices"
    verbose_name = "Ervaringen"

    def ready(self) -> None:
        from lessons.models import ExamplePage

        from . import kept
        from .promotion import refuse_without_agreement

        pre_save.connect(refuse_without_agreement, sender=ExamplePage, dispatch_uid="agreement")
        kept.watch()
