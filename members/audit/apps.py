from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "members.audit"
    label = "audit"
    verbose_name = "Spoor van besluiten"

    def ready(self) -> None:
        from . import signal_handlers, triggers

        signal_handlers.watch()
        # SQLite makes a table anew to change it, and forgets its triggers then.
        post_migrate.connect(triggers.install_again, sender=self)
