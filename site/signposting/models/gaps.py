"""Where help is missing: searches that found little, counted and never kept (strategy objective 3)."""

from django.db import models


class SearchGap(models.Model):
    """How often a kind of help was searched in a week, and how often little was found.

    Nothing of the person is in it: no words typed, no address, no time but the week (its Monday). `area`
    is the district that the search was near, by its code of the Office for National Statistics; empty
    values mean that the search did not name one.
    """

    week = models.DateField()
    need = models.SlugField(max_length=60, blank=True)
    topic = models.SlugField(max_length=60, blank=True)
    area = models.CharField(max_length=9, blank=True)
    language = models.CharField("language spoken", max_length=3, blank=True)
    searches = models.PositiveIntegerField(default=0)
    found_little = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "search that found little"
        verbose_name_plural = "where help is missing"
        ordering = ["-week"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["week", "need", "topic", "area", "language"], name="one_count_per_week_and_search"
            )
        ]

    def __str__(self) -> str:
        return f"{self.week}: {self.need or self.topic}"
