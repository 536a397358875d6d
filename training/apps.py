"""Training as a Django app."""

from datetime import timedelta

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Who learnt what, when it has to be done again, and the proof of it."""

    name = "training"
    verbose_name = "Training"

    def ready(self) -> None:
        from background.journeys.clock import regularly
        from training import grants
        from training.journeys.counting_months import count_missing
        from training.journeys.reminding import remind_by_day
        from training.journeys.summarising import summarise_by_day

        grants.grant()
        regularly("send_training_reminders", remind_by_day, timedelta(minutes=20))
        regularly("send_training_summaries", summarise_by_day, timedelta(hours=1))
        regularly("count_training_months", count_missing, timedelta(minutes=30))
