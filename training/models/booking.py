"""Who has a place at a session, who waits for one, who was there; and the e-mails about it."""

from django.db import models
from django.db.models import Q

from training.models.learner import Learner, OfLearners
from training.models.session import Session, SessionVersion


class Booking(models.Model):
    """Where somebody stands with a session. It follows from the log (training.journeys.proving).

    `place` counts the seats: no two people have one number, so the last place is given once, whoever asks at the same
    moment. `turn` is the order in which people asked, which is the order of the waiting list. `changes` counts how often
    it became another, for calendars.
    """

    class State(models.TextChoices):
        """Where somebody stands."""

        BOOKED = "booked", "Has a place"
        WAITING = "waiting", "Waits for a place"
        CANCELLED = "cancelled", "Cancelled"
        ATTENDED = "attended", "Was there"
        ABSENT = "absent", "Was not there"

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="bookings")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField(max_length=10, choices=State)
    place = models.PositiveIntegerField(null=True)
    turn = models.PositiveIntegerField()
    language = models.CharField(max_length=10)
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = OfLearners.as_manager()

    class Meta:
        ordering = ("turn",)
        constraints = (
            models.UniqueConstraint(fields=("session", "learner"), name="training_one_booking"),
            models.UniqueConstraint(fields=("session", "place"), name="training_one_in_a_place"),
            models.UniqueConstraint(fields=("session", "turn"), name="training_one_turn"),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "cancelled"), place=None)
                | Q(state__in=("booked", "attended", "absent"), place__isnull=False),
                name="training_a_place_or_none",
            ),
        )

    def __str__(self) -> str:
        return f"Booking {self.pk}"


class BookingMail(models.Model):
    """An e-mail about a booking, written in the transaction of what it tells, and sent afterwards.

    `about` names what it tells, so that the same is never told twice: the number of a change, or a day. It is claimed
    before it is sent; one that was claimed and not sent was being sent when something broke, and is not sent again.
    """

    class Kind(models.TextChoices):
        """What is told."""

        BOOKED = "booked", "You have a place"
        WAITING = "waiting", "You are on the waiting list"
        PLACE_GIVEN = "place_given", "A place became free"
        CANCELLED = "cancelled", "You gave your place back"
        CHANGED = "changed", "Time or place changed"
        CALLED_OFF = "called_off", "It does not take place"
        REMINDER = "reminder", "It is soon"

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=12, choices=Kind)
    about = models.CharField(max_length=40)
    version = models.ForeignKey(SessionVersion, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("claimed_at", "id"), name="training_mails_to_send"),)
        constraints = (models.UniqueConstraint(fields=("booking", "kind", "about"), name="training_told_once"),)

    def __str__(self) -> str:
        return f"Booking mail {self.pk}"
