"""What the catalogue says of a package. A module says it on a page of its own; a package has only what stands here."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from training.models.activity import Activity
from training.models.agency import Level


class CatalogueEntry(models.Model):
    """A package that is shown in the catalogue. Its words are in the package's own language, and nobody translates them."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="entry")
    summary = models.CharField(max_length=300)
    content_note = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=20, choices=Level, default=Level.EVERYONE)
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(600)])

    class Meta:
        default_permissions = ()
        verbose_name_plural = "catalogue entries"

    def __str__(self) -> str:
        return str(self.activity)
