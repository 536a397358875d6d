"""What training does in the background: its kinds of jobs, and its regular work."""

from datetime import timedelta

from background.journeys.clock import regularly
from background.journeys.jobs import provide_kind
from training.journeys import assigning, enrolling, enrolling_steps


def provide() -> None:
    """Called once, when the app is ready."""
    provide_kind(assigning.JOB, assigning.bring_up_to_date)
    provide_kind(enrolling.READ, enrolling_steps.read, after=enrolling_steps.end_reading)
    provide_kind(
        enrolling.WRITE, enrolling_steps.write, after=enrolling_steps.end_writing, ahead=enrolling_steps.send_ahead
    )
    regularly("forget_enrolments", enrolling.forget_enrolments, timedelta(hours=6))
