"""The outbox: events of which a statement is to be sent to a record store."""

from django.db import models

from training.models.log import Event


class OutgoingStatement(models.Model):
    """A statement that the record store has not acknowledged yet. What is acknowledged has no row.

    It is written with its event and made anew when it is sent. `refused_on`: the store does not want it; nobody tries again
    by themselves.
    """

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="outgoing_statement")
    tries = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    refused_on = models.DateField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("id",)

    def __str__(self) -> str:
        return f"Statement of event {self.event_id}"
