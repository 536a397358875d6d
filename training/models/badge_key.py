"""The public halves of the keys that badges were ever signed with."""

from django.db import models


class BadgeKey(models.Model):
    """A public key as Multikey. It stays published when another took its place, so that old badges still verify."""

    multikey = models.CharField(max_length=100, unique=True)
    began_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="Its secret half was lost to somebody: no badge signed with it holds."
    )

    class Meta:
        ordering = ("began_at", "id")

    def __str__(self) -> str:
        return self.multikey
