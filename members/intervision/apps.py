from django.apps import AppConfig


class IntervisionConfig(AppConfig):
    name = "members.intervision"
    label = "intervision"
    verbose_name = "Intervisie"

    def ready(self) -> None:
        from . import room_stamps

        room_stamps.watch_access()
