"""Question banks, as their authors write them. What a module asks is frozen when it is published (BankVersion)."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from config.drafts import Drafted
from training.admin.panels import AskedPanel
from training.blocks.question import QuestionsBlock


class QuestionBank(Drafted, TranslatableMixin, models.Model):
    """Questions that assessments draw from, translated as pages are. A changed bank counts once a module is published."""

    name = models.CharField(max_length=150)
    code = models.SlugField(max_length=100)
    questions = StreamField(QuestionsBlock(), help_text="Twenty or more let every attempt be another one.")

    translatable_fields = [
        TranslatableField("questions"),
        SynchronizedField("name", overridable=False),
        SynchronizedField("code", overridable=False),
    ]
    panels = [
        AskedPanel(heading="What learners are asked today"),
        FieldPanel("name"),
        FieldPanel("code"),
        FieldPanel("questions"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "question bank"
        ordering = ["name"]
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(fields=["code", "locale"], name="training_bank_code"),
        ]

    def __str__(self) -> str:
        return self.name
