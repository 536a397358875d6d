"""The header's and the footer's links."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.fields import TranslatableField

from config.drafts import Drafted
from config.previews import Previewed
from pages.blocks.navigation import ColumnBlock, LinkBlock


class Navigation(Drafted, Previewed, TranslatableMixin, models.Model):
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

    def furnish_preview(self, context: dict[str, Any], language: str) -> None:
        """In the header and the footer."""
        from pages import furniture, library  # They need this model.

        words = self.spoken_in(language)
        around = context["furniture"]
        around.main, around.footer = furniture.menus(
            words, library.Library(language, [words.main, words.footer]), around.page_path
        )
        around.navigation = {"main": around.main, "footer": around.footer}

    def clean(self) -> None:
        """Readers would never see a second one."""
        super().clean()
        others = Navigation.objects.filter(locale_id=self.locale_id or Locale.get_default().pk)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError("There is a navigation already. Change that one.")
