"""The outbox: events of which a statement is to be sent to a record store, and those that a store has."""

from django.db import models
from django.db.models import Q

from training.models.log import Event

WAITING = Q(told_at=None, refused_on=None)


class OutgoingStatement(models.Model):
    """One event for one record store, by the id that the store has in RECORD_STORES.

    The statement is made anew when it is sent. `told_at`: the store has acknowledged it; the row stays, so that the same store
    hears it if the event is withdrawn. `refused_on`: the store does not want it; nobody tries again by themselves.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="outgoing_statements")
    store = models.CharField(max_length=60)
    tries = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("event", "store"), name="training_told_a_store_once"),)
        indexes = (models.Index(fields=("store", "id"), condition=WAITING, name="training_waiting_for_a_store"),)

    def __str__(self) -> str:
        return f"Event {self.event_id} for {self.store}"
