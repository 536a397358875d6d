"""What readers say about the site. Never a concern about a person: that has a form of its own."""

from django.db import models


class Feedback(models.Model):
    """A comment that a reader left: about one page, or through “Tell us”.

    There is no name, no address and no time of day in it, and it outlives the page it is about.
    A comment may turn out to be a disclosure, so nobody but the desk sees it before it has been
    screened, and it cannot be deleted before that (strategy, objective 6: voices are collected
    and brought together).
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting to be screened"
        SHARED = "shared", "With the editors"
        HANDED_OVER = "handed-over", "Handed to the safeguarding desk"
        DONE = "done", "Done"

    class Origin(models.TextChoices):
        PAGE = "page", "Was this helpful?"
        TELL_US = "tell-us", "Tell us"

    origin = models.CharField(max_length=10, choices=Origin)
    page = models.ForeignKey("wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10)
    topic = models.CharField(max_length=60, blank=True)
    audience = models.CharField(max_length=60, blank=True)
    helpful = models.BooleanField(null=True)
    comment = models.TextField()
    received_on = models.DateField(auto_now_add=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.WAITING)
    worrying = models.BooleanField(
        default=False, help_text="The words suggest that somebody may be in danger: screen it first."
    )
    action_taken = models.TextField(blank=True, help_text="What was changed because of it.")

    class Meta:
        verbose_name = "comment from a reader"
        verbose_name_plural = "comments from readers"
        ordering = ["-worrying", "-received_on", "-pk"]
        permissions = [("screen_feedback", "Can screen comments before editors see them")]

    def __str__(self) -> str:
        return f"{self.get_origin_display()}: {self.address or '–'} ({self.language}, {self.received_on})"


class HelpfulCount(models.Model):
    """How often “yes” and “no” were pressed on an address in a month: two numbers, nobody's row."""

    address = models.CharField(max_length=300)
    language = models.CharField(max_length=10)
    month = models.DateField()
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "helpful or not"
        verbose_name_plural = "helpful or not"
        ordering = ["-month", "address"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "language", "month"], name="one_count_per_address_language_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.language}) {self.month:%Y-%m}: {self.yes}/{self.no}"
