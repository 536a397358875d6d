"""Training as a Django app."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Who learnt what, when it has to be done again, and the proof of it."""

    name = "training"
    verbose_name = "Training"
    # pagestore.tables
    shown_to_readers = (
        "modulepage",
        "trainingindexpage",
        "jobrole",
        "liveeventpage",
        "session",
        "activity",
        "activityversion",
        "catalogueentry",
        "package",
    )

    def ready(self) -> None:
        from training import checks, grants, signals
        from training.journeys import regular
        from training.models import JobRole, QuestionBank
        from translations.models import Original
        from translations.signals import translate_too

        checks.register()
        grants.grant()
        signals.connect()
        regular.provide()
        translate_too(JobRole, Original.Kind.JOB_ROLE)
        translate_too(QuestionBank, Original.Kind.QUESTION_BANK)
