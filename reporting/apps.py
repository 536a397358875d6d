"""Reporting as a Django app."""

from datetime import timedelta

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Concerns, sealed, and the desk that answers them."""

    name = "reporting"
    verbose_name = "Reporting"

    def ready(self) -> None:
        from background.journeys.clock import regularly
        from config.backups.afterwards import after_restoring
        from config.gauges import watched
        from reporting import checks, grants
        from reporting.journeys.ledger import after_a_restore, keep_ledger
        from reporting.journeys.notifying import notify_the_desk
        from reporting.journeys.unlocking import forget_ended
        from reporting.journeys.watching_the_desk import reports_waiting
        from reporting.journeys.watching_the_log import watch_the_log

        checks.register()
        grants.grant()
        regularly("notify_the_desk", notify_the_desk, timedelta(minutes=10))
        regularly("forget_ended_unlockings", forget_ended, timedelta(minutes=10))
        regularly("watch_the_desks_log", watch_the_log, timedelta(hours=1))
        regularly("keep_the_ledger_of_deletions", keep_ledger, timedelta(hours=1))
        watched("reports_waiting", "Unread reports at the last fixed hour, rounded up to five.", reports_waiting)
        after_restoring("delete_again_what_was_deleted", after_a_restore)
