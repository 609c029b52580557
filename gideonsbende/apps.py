from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "gideonsbende"
    verbose_name = "Gideonsbende"

    def ready(self) -> None:
        from . import page_cache, site_record
        from .search import signal_handlers

        # In this order: no page that is rendered anew is kept with what the old record told.
        site_record.watch_site()
        page_cache.watch_public_content()
        signal_handlers.follow_originals()
