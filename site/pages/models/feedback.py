"""What readers say about the site. Never a concern about a person: that has a form of its own."""

from django.contrib.admin import display
from django.db import models
from django.utils.text import Truncator

# Room for the codes of all topics of a page, with blanks between them.
CODES = 400
# As much of a comment as a list shows.
OPENING = 600


class About(models.Model):
    """What was said, with the codes of the topics and audiences that it is about, blanks between them."""

    topic = models.CharField(max_length=CODES, blank=True)
    audience = models.CharField(max_length=CODES, blank=True)

    class Meta:
        abstract = True

    @property
    def about(self) -> str:
        """The codes of its topics and audiences, with commas."""
        return ", ".join(f"{self.topic} {self.audience}".split())


class Feedback(About):
    """A comment that a reader left: about one page, or through “Tell us”.

    There is no name, no address and no time of day in it, and it outlives the page it is about.
    A comment may turn out to be a disclosure, so nobody but the desk sees it before it has been
    screened, and it cannot be deleted before that (strategy, objective 6: voices are collected
    and brought together). Its topic and audience are the code that a reader chose, or those of the
    page with blanks between them. Only pages.journeys.triage moves it.
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
    helpful = models.BooleanField(null=True)
    comment = models.TextField()
    received_on = models.DateField("received on", auto_now_add=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.WAITING)
    worrying = models.BooleanField(
        default=False, help_text="The words suggest that somebody may be in danger: screen it first."
    )
    for_desk = models.BooleanField(
        "kept by the desk", default=False, help_text="Handed over: only the desk sees it, also when it is done."
    )
    closed_on = models.DateField("done on", null=True, blank=True)
    action_taken = models.TextField(
        "what we did", blank=True, help_text="For the team. What readers may read is an answer of its own."
    )
    answer = models.ForeignKey(
        "pages.Answer",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
        verbose_name="answered by",
        help_text="The public answer that this comment has part in.",
    )
    counted_in = models.ForeignKey("pages.HelpfulCount", null=True, on_delete=models.PROTECT, related_name="comments")

    class Meta:
        verbose_name = "comment from a reader"
        verbose_name_plural = "comments from readers"
        ordering = ["-worrying", "-received_on", "-pk"]
        indexes = [models.Index(fields=["status", "closed_on"], name="comments_to_forget")]
        permissions = [("screen_feedback", "Can screen comments before editors see them")]

    def __str__(self) -> str:
        return f"{self.get_origin_display()}: {self.address or '–'} ({self.language}, {self.received_on})"

    @property
    def place(self) -> str:
        """Where it was said."""
        return f"/{self.address}" if self.origin == self.Origin.PAGE else self.Origin.TELL_US.label

    @property
    @display(description="comment")
    def opening(self) -> str:
        """The comment, as far as a list shows it."""
        return Truncator(self.comment).chars(OPENING)


class HelpfulCount(About):
    """What was said about an address in a month: numbers, nobody's row.

    `forgotten` is how many comments were done and then deleted; those that are still there are
    counted from `comments`. What came through “Tell us” is counted at that screen's own address.
    """

    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10)
    month = models.DateField()
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)
    forgotten = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "count of answers"
        verbose_name_plural = "answers by page"
        ordering = ["-month", "address", "language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "language", "topic", "audience", "month"], name="one_count_per_address_and_month"
            )
        ]

    def __str__(self) -> str:
        return f"/{self.address} ({self.language}) {self.month:%Y-%m}: {self.yes}/{self.no}"

    @property
    def place(self) -> str:
        """The address, as it follows the language."""
        return f"/{self.address}"


class CommentHour(models.Model):
    """How many comments came in this hour, whoever sent them, so that nobody can fill the database.

    There is one row: the next hour takes the last one's away.
    """

    hour = models.DateTimeField(unique=True)
    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H}: {self.number}"
