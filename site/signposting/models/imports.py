"""What was imported from other feeds, and how far."""

from django.conf import settings
from django.db import models

from background.models import Job


class FeedImport(models.Model):
    """One run of an import from a feed (Open Referral UK's `/services`), which goes on where it stopped.

    `next_page` is the first page that is not wholly done. `missed` holds id and name of services on earlier pages
    whose own address did not answer; they are asked for again at the end. `come_back_at` is when the feed, being
    busy, asked to be asked again; nobody asks it before.

    A run of the admin screen has a `stage`; one of the command has none. `options` is what the person said of the
    records, `job` the background job of the stage, `gone` names what was here and is no longer in the feed.
    """

    class Stage(models.TextChoices):
        READING = "reading", "Reading the feed"
        LOOKED = "looked", "Waits for you"
        WRITING = "writing", "Importing"
        DONE = "done", "Done"
        DROPPED = "dropped", "Not imported"

    feed = models.CharField(max_length=500, db_index=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    next_page = models.PositiveIntegerField(default=1)
    missed = models.JSONField(default=list)
    come_back_at = models.DateTimeField(null=True)
    stage = models.CharField(max_length=10, choices=Stage, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="feed_imports"
    )
    options = models.JSONField(default=dict)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="feed_imports")
    read_at = models.DateTimeField(null=True)
    gone = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.feed} {self.started_at:%Y-%m-%d %H:%M}"


class FeedLine(models.Model):
    """One service of a run of the admin screen: what the feed told, and what that would do or has done.

    `told` is already as `exchange.reading` leaves it, so nobody's name waits here; it is emptied once the run ends.
    """

    class State(models.TextChoices):
        LISTED = "listed", "Not read yet"
        READ = "read", "Not compared yet"
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        SAME = "unchanged", "Unchanged"
        REFUSED = "refused", "Refused"

    run = models.ForeignKey(FeedImport, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.LISTED)
    refused_because = models.TextField(blank=True)
    kept = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    told = models.JSONField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    imported_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="one_line_per_position_of_a_run")]
        indexes = [models.Index(fields=["run", "state"], name="lines_of_a_run")]

    def __str__(self) -> str:
        return self.name


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
