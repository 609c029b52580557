from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "gideonsbende"
    verbose_name = "Gideonsbende"

    def ready(self) -> None:
        from . import page_cache

        page_cache.watch_public_content()
