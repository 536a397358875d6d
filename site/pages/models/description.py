"""What a picture shows, in the other languages."""

from django.db import models

from config import languages
from pages.models.media import Picture


class PictureDescription(models.Model):
    """A picture's alternative text in one language.

    `draft` is what the translator wrote, `text` what readers get once a publisher has said so.
    `fingerprint` stands for the source's words that `text` was made from, as for `config.truth.Worded`.
    """

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="descriptions")
    language = models.CharField(max_length=10, choices=languages.choices)
    text = models.CharField(max_length=255, blank=True)
    draft = models.CharField(max_length=255, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    draft_fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "description of a picture"
        verbose_name_plural = "descriptions of pictures"
        constraints = [models.UniqueConstraint(fields=["picture", "language"], name="one_description_per_language")]

    def __str__(self) -> str:
        return f"{self.picture_id} ({self.language}): {self.text or self.draft}"
