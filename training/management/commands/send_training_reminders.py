"""Sends the training reminders, follow-ups, questions and weekly summaries that are due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from training.dates import add_days, today
from training.journeys.following_up import send_follow_ups
from training.journeys.reminding import remind, unsure
from training.journeys.spacing import send_questions
from training.journeys.summarising import summarise


class Command(BaseCommand):
    """`manage.py send_training_reminders`: what the worker does by itself by day, at once and to the end."""

    help = "Send learners what they were not reminded of or asked yet, and training leads the summary of this week."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and say how many; name mails that may not have left."""
        try:
            reminders, summaries = remind(), summarise()
            follow_ups, questions = send_follow_ups(), send_questions()
        except OSError as error:
            raise CommandError(f"The mail server cannot be reached, so nothing was sent: {error}.") from error
        self.stdout.write(f"Reminders: {reminders}. Summaries: {summaries}.")
        self.stdout.write(f"Follow-ups: {follow_ups}. Questions: {questions}.")
        if count := unsure(add_days(today(), -7)):
            self.stdout.write(
                f"Of the past seven days, {count} were begun and may not have left. They are not sent again; "
                "the next step says the same."
            )
