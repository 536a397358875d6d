"""Files that show what somebody learnt elsewhere. Private, and erased with the person."""

from django.conf import settings
from django.db import models

from training.models.learner import Learner, OfLearners
from training.models.log import Event


class Evidence(models.Model):
    """The file behind an event of prior learning: a certificate, a letter. It lies in the database and nowhere else.

    So it is there exactly when its event is, no address leads to it but ours, and erasing it leaves no copy in a folder.
    """

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="evidence")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    content = models.BinaryField(null=True)
    note = models.CharField(max_length=500, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    objects = OfLearners.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("given_at", "id")
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return f"Evidence for {self.event_id}"
