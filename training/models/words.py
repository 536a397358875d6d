"""What published versions say, language by language. Added to, never changed: the newest row of a language counts."""

from typing import Any

from django.db import models

from training.models.activity import ActivityVersion, BankVersion


class Words(models.Model):
    """The words of a version in one language.

    A language holds only what was translated from exactly these words of the source; the rest is shown in the source
    language. A corrected translation is another row of the same version.
    """

    language = models.CharField(max_length=10)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    objects = models.Manager[Any]()

    class Meta:
        abstract = True


class VersionWords(Words):
    """Of a module: `title`, whether a native speaker reviewed it (`is_reviewed`), and `lessons`, by the id of its block the raw data of the block."""

    version = models.ForeignKey(ActivityVersion, on_delete=models.PROTECT, related_name="words")

    class Meta:
        indexes = (models.Index(fields=("version", "language", "id"), name="training_version_words"),)

    def __str__(self) -> str:
        return f"{self.version} in {self.language}"


class BankWords(Words):
    """Of a bank's version: by the id of the question its words (training.questions.stored.words_of)."""

    version = models.ForeignKey(BankVersion, on_delete=models.PROTECT, related_name="words")

    class Meta:
        indexes = (models.Index(fields=("version", "language", "id"), name="training_bank_words"),)

    def __str__(self) -> str:
        return f"{self.version} in {self.language}"
