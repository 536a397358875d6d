"""The header's and the footer's links."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Locale, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import TranslatableField

from pages.blocks.navigation import ColumnBlock, LinkBlock


class Navigation(DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """What the header and the footer link to. There is one, translated like a page."""

    main = StreamField([("link", LinkBlock())], min_num=1, max_num=7)
    footer = StreamField([("column", ColumnBlock())], blank=True, max_num=4)

    translatable_fields = [TranslatableField("main"), TranslatableField("footer")]
    panels = [FieldPanel("main"), FieldPanel("footer")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "navigation"
        verbose_name_plural = "navigation"

    def __str__(self) -> str:
        return f"Navigation ({self.locale.language_code})" if self.locale_id else "Navigation"

    def clean(self) -> None:
        """Readers would never see a second one."""
        super().clean()
        others = Navigation.objects.filter(locale_id=self.locale_id or Locale.get_default().pk)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError("There is a navigation already. Change that one.")
