"""Links: each target once, and where it is used."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    """Links by what is to be done about them."""

    def reported(self) -> "LinkCheckQuerySet":
        """Broken, and nobody said that it is fine for now."""
        today = timezone.localdate()
        return self.filter(state=LinkCheck.State.BROKEN).exclude(ignored_until__gte=today)


class LinkCheck(models.Model):
    """One target that pages lead to, and whether it is still there.

    `target` is a web address, or inside the site `page:12`, `page:12#anchor`, `document:3` or `/en/help/`.
    Those inside have no `host` and are checked in the database, without any request.
    """

    class State(models.TextChoices):
        NEW = "new", "Not checked yet"
        FINE = "fine", "Works"
        DOUBTFUL = "doubtful", "Failed, and will be tried again before it is reported"
        BROKEN = "broken", "Broken"
        REFUSED = "refused", "Lets no program look; open it by hand"

    target = models.CharField(max_length=2000, unique=True)
    host = models.CharField(max_length=255, blank=True, db_index=True)
    label = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW, db_index=True)
    problem = models.CharField(max_length=300, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    first_broken_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True, db_index=True)
    next_check_at = models.DateTimeField(null=True, db_index=True)
    redirect_to = models.CharField(max_length=2000, blank=True)
    ignored_until = models.DateField(null=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "link"
        ordering = ["first_broken_at", "pk"]

    def __str__(self) -> str:
        return self.label or self.target

    @property
    def is_web_address(self) -> bool:
        """Whether it leads out of the site."""
        return bool(self.host)


class LinkUse(models.Model):
    """A page or record whose live words hold a link. The title and language save a query for each row."""

    link = models.ForeignKey(LinkCheck, on_delete=models.CASCADE, related_name="uses")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=10)

    class Meta:
        verbose_name = "use of a link"
        verbose_name_plural = "uses of links"
        constraints = [
            models.UniqueConstraint(fields=["link", "content_type", "object_id"], name="one_use_per_link_and_record")
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="links_of_a_record")]

    def __str__(self) -> str:
        return self.title
