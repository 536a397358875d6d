"""The log of what changed, for every process and machine that keeps pages."""

from django.db import models


class Purge(models.Model):
    """What pages may no longer show as it was, written in the transaction that changed it, so that none is lost.

    `tags` are separated by line breaks (pagestore.tables); `*` is everything.
    """

    tags = models.TextField()
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "purge of stored pages"
        verbose_name_plural = "purges of stored pages"

    def __str__(self) -> str:
        return f"{self.pk}: {self.tags[:60]}"
