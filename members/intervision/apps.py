from django.apps import AppConfig


class IntervisionConfig(AppConfig):
    name = "members.intervision"
    label = "intervision"
    verbose_name = "Intervisie"

    def ready(self) -> None:
        from .room import stamps

        stamps.watch_access()
