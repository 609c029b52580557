from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "gideonsbende"
    verbose_name = "Gideonsbende"

    def ready(self) -> None:
        from . import checks, page_cache, security_events, site_record  # noqa: F401 - importing registers the checks
        from .search import following

        # In this order: no page that is rendered anew is kept with what the old record told.
        site_record.watch_site()
        page_cache.watch_public_content()
        following.follow_originals()
        security_events.watch()
