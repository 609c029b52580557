from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "gideonsbende"
    verbose_name = "Gideonsbende"

    def ready(self) -> None:
        from . import page_cache
        from .search import signal_handlers

        page_cache.watch_public_content()
        signal_handlers.follow_originals()
