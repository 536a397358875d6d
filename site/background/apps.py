"""Background work as a Django app."""

from datetime import timedelta

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """The clock that starts what is due, and jobs of many steps with progress."""

    name = "background"
    verbose_name = "Background work"

    def ready(self) -> None:
        from background.journeys import watching
        from background.journeys.clock import regularly
        from background.journeys.forgetting import forget
        from config.gauges import watched

        regularly("forget_finished_work", forget, timedelta(hours=1))
        watched("tasks_waiting", "Tasks that a worker could take now.", watching.tasks_waiting)
        watched("oldest_task_seconds", "How long the oldest of them has waited.", watching.oldest_task_seconds)
        watched("tasks_failed", "Tasks that failed in the last days.", watching.tasks_failed)
        watched("regular_work_failing", "Kinds of regular work that failed.", watching.regular_work_failing)
        watched("regular_work_late_seconds", "How long regular work is due.", watching.regular_work_late_seconds)
