"""What was imported from other feeds, and how far."""

from django.db import models


class FeedImport(models.Model):
    """One run of an import from a feed (Open Referral UK's `/services`), which goes on where it stopped.

    `next_page` is the first page that is not wholly done. `missed` holds id and name of services on earlier pages
    whose own address did not answer; they are asked for again at the end.
    """

    feed = models.CharField(max_length=500, db_index=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    next_page = models.PositiveIntegerField(default=1)
    missed = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.feed} {self.started_at:%Y-%m-%d %H:%M}"


class ImportedRecord(models.Model):
    """A service, organisation or location that came from a feed, and what each field was as last imported.

    A field whose `fingerprints` entry is not that of its present value was edited here, and stays.
    """

    class Kind(models.TextChoices):
        SERVICE = "service"
        ORGANIZATION = "organization"
        LOCATION = "location"

    kind = models.CharField(max_length=20, choices=Kind)
    key = models.UUIDField()
    feed = models.CharField(max_length=500)
    name = models.CharField(max_length=200)
    fingerprints = models.JSONField(default=dict)
    imported_at = models.DateTimeField(auto_now=True)
    seen_in = models.ForeignKey(FeedImport, null=True, on_delete=models.SET_NULL, related_name="seen")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "key", "feed"], name="one_import_per_record_and_feed")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"
