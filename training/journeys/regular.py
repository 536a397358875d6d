"""What training does in the background: its kinds of jobs, and its regular work."""

from datetime import timedelta

from background.journeys.clock import regularly
from background.journeys.jobs import provide_kind
from training.journeys import assigning, enrolling, enrolling_steps
from training.journeys.booking_mails import write_to_people
from training.journeys.counting_months import count_missing
from training.journeys.following_up import send_follow_ups_by_day
from training.journeys.reminding import remind_by_day
from training.journeys.sending_statements import send_waiting
from training.journeys.spacing import send_questions_by_day
from training.journeys.summarising import summarise_by_day
from training.packages.sweeping import sweep


def provide() -> None:
    """Called once, when the app is ready."""
    provide_kind(assigning.JOB, assigning.bring_up_to_date)
    provide_kind(enrolling.READ, enrolling_steps.read, after=enrolling_steps.end_reading)
    provide_kind(
        enrolling.WRITE, enrolling_steps.write, after=enrolling_steps.end_writing, ahead=enrolling_steps.send_ahead
    )
    regularly("forget_enrolments", enrolling.forget_enrolments, timedelta(hours=6))
    regularly("send_training_reminders", remind_by_day, timedelta(minutes=20))
    regularly("write_about_bookings", write_to_people, timedelta(minutes=1))
    regularly("send_training_follow_ups", send_follow_ups_by_day, timedelta(minutes=20))
    regularly("send_training_questions", send_questions_by_day, timedelta(minutes=20))
    regularly("send_training_summaries", summarise_by_day, timedelta(hours=1))
    regularly("sweep_packages", sweep, timedelta(days=1))
    regularly("send_statements", send_waiting, timedelta(minutes=1))
    regularly("count_training_months", count_missing, timedelta(minutes=30))
