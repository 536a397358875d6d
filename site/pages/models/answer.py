"""“You said, we did”: what the partnership answers readers, for everybody to read."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from config.languages import SOURCE
from config.truth import Worded
from pages.models.feedback import Feedback
from signposting.models import TaxonomyTerm
from signposting.widgets import GroupedTermsWidget

# From this many characters on, the same words as a reader's are no accident.
COPIED = 25


def today() -> date:
    """The day in Europe/London."""
    return timezone.localdate()


class Answer(Worded, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, ClusterableModel):
    """What readers said, in the editors' own words, and what was done because of it.

    It never holds a comment itself: nobody who wrote one gave it to be published, and words can
    give a writer away. The comments that it answers point at it (`Feedback.answer`).
    """

    said = models.CharField(
        "you said",
        max_length=300,
        help_text="What readers told us, in your own words. Never copy a comment, and leave out anything that could "
        "tell who wrote it.",
    )
    did = models.TextField("we did", help_text="What has changed, or why it cannot. One to four plain sentences.")
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The page where readers can see it, if there is one.",
    )
    terms = ParentalManyToManyField(
        TaxonomyTerm,
        blank=True,
        limit_choices_to={"locale__language_code": SOURCE},
        verbose_name="topics and audiences",
        related_name="+",
    )
    done_on = models.DateField("done on", default=today)

    worded_in = ("said", "did")
    translatable_fields = [
        TranslatableField("said"),
        TranslatableField("did"),
        *(SynchronizedField(name, overridable=False) for name in ("page", "terms", "done_on", "fingerprint")),
    ]
    panels = [
        FieldPanel("said"),
        FieldPanel("did"),
        PageChooserPanel("page"),
        FieldPanel("terms", widget=GroupedTermsWidget),
        FieldPanel("done_on"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "answer to readers"
        verbose_name_plural = "answers to readers"
        ordering = ["-done_on", "-pk"]

    def __str__(self) -> str:
        return self.said

    def clean(self) -> None:
        """What was done cannot lie ahead, and what was said is never a reader's own words."""
        super().clean()
        if self.done_on and self.done_on > today():
            raise ValidationError({"done_on": "This day is still to come. Give the day on which it was done."})
        words = self.said.strip().rstrip(".!?")
        # An editor who may not see a comment must not learn its words by guessing either.
        seen = Feedback.objects.filter(status__in=[Feedback.Status.SHARED, Feedback.Status.DONE], for_desk=False)
        if len(words) >= COPIED and seen.filter(comment__icontains=words).exists():
            raise ValidationError(
                {"said": "A reader wrote exactly this. Say it in your own words, so that nobody can be recognised."}
            )
