from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "gideonsbende"
    verbose_name = "Gideonsbende"

    def ready(self) -> None:
        from . import checks, page_cache, security_events, site_record  # noqa: F401 - importing registers the checks
        from .search import following

        page_cache.watch_public_content()
        site_record.watch_site()
        following.follow_originals()
        security_events.watch()
