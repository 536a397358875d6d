"""How far one record is in one language."""

from django.conf import settings
from django.db import models
from wagtail_localize.models import Translation

from translations.models.original import Original


class State(models.TextChoices):
    """What the table says of a record in a language; `missing` also stands for no version at all."""

    MISSING = "missing", "Missing"
    TRANSLATING = "translating", "In translation"
    READY = "ready", "Waits for its publisher"
    NEWER = "newer", "Source is newer"
    CURRENT = "current", "Up to date"
    REVIEWED = "reviewed", "Reviewed by a native speaker"


class Version(models.Model):
    """A record in one language: the words it was made from, what is left to do, who reviewed it.

    `made_from` is the fingerprint of the source's words from which the published translation was
    made. Fingerprints are compared, never times: publishing the same words again outdates nothing.
    The review holds as long as the translation's own words are those that were reviewed.
    """

    original = models.ForeignKey(Original, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(max_length=10)
    translation = models.ForeignKey(Translation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    target_id = models.PositiveBigIntegerField(null=True, blank=True)
    live = models.BooleanField(default=False)
    made_from = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    published_on = models.DateField(null=True, blank=True)
    segments_left = models.PositiveIntegerField(default=0)
    words_left = models.PositiveIntegerField(default=0)
    touched = models.BooleanField(default=False, help_text="Somebody changed words since it was last published.")
    handed_on_at = models.DateTimeField(null=True, blank=True)
    handed_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_fingerprint = models.CharField(max_length=64, blank=True)
    # These two follow from the others (`settle`); they are kept so that the table can filter by them.
    state = models.CharField(max_length=12, choices=State, default=State.MISSING)
    ready = models.BooleanField(default=False)

    class Meta:
        verbose_name = "version in a language"
        verbose_name_plural = "versions in a language"
        constraints = [models.UniqueConstraint(fields=["original", "language"], name="one_version_per_language")]
        indexes = [
            models.Index(fields=["language", "state"], name="versions_by_state"),
            models.Index(fields=["language", "ready"], name="versions_by_ready"),
        ]

    def __str__(self) -> str:
        return f"{self.original_id} ({self.language}): {self.state}"

    @property
    def holds_review(self) -> bool:
        """Whether the words that are live are those that a native speaker has reviewed."""
        return bool(self.reviewed_fingerprint) and self.reviewed_fingerprint == self.fingerprint

    @property
    def begun(self) -> bool:
        """Whether anybody has been asked for it. A picture's description needs no wagtail-localize."""
        return self.translation_id is not None or (
            self.original.kind == Original.Kind.PICTURE and self.target_id is not None
        )

    def settle(self) -> None:
        """Work out `state` and `ready` from everything else."""
        original = self.original
        offered_now = original.offered == original.fingerprint
        finished = self.begun and not self.segments_left and offered_now
        current = self.live and self.made_from == original.fingerprint
        self.ready = finished and (not current or self.touched)
        if current:
            self.state = State.REVIEWED if self.holds_review else State.CURRENT
        elif self.live and self.made_from:
            self.state = State.NEWER
        elif not self.begun:
            self.state = State.MISSING
        elif not offered_now:
            self.state = State.NEWER
        else:
            self.state = State.READY if finished else State.TRANSLATING
