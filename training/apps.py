"""Training as a Django app."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Who learnt what, when it has to be done again, and the proof of it."""

    name = "training"
    verbose_name = "Training"

    def ready(self) -> None:
        from training import grants, signals

        grants.grant()
        signals.connect()
