"""What was found when a page was last looked at."""

from django.db import models


class Look(models.Model):
    """How easy a page is to read and what its pictures and films lack, as it stood at `looked_at`.

    `reading_age` is in years (dashboard.journeys.readability); None for translations and for pages of
    few words, which the formula says nothing true about. `too_hard` is kept so that a list needs no
    arithmetic; `sentences` and `long_words` are the hardest, hardest first.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+")
    looked_at = models.DateTimeField(db_index=True)
    words = models.PositiveIntegerField(default=0)
    reading_age = models.FloatField(null=True)
    too_hard = models.BooleanField(default=False, db_index=True)
    sentences = models.JSONField(default=list)
    long_words = models.JSONField(default=list)
    lacks_text = models.BooleanField(default=False, db_index=True)
    lacking = models.JSONField(default=list)

    class Meta:
        verbose_name = "look at a page"
        verbose_name_plural = "looks at pages"

    def __str__(self) -> str:
        return f"page {self.page_id}, {self.looked_at:%Y-%m-%d %H:%M}"
