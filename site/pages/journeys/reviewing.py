"""A native speaker's review of a translation (design promise 9)."""

from typing import Any

from django.utils import timezone
from wagtail.models import Page

from config.languages import SOURCE


def can_be_reviewed(page: Page, user: Any) -> bool:
    """Whether this page is a translation that readers see, and this person publishes it."""
    return (
        page.locale.language_code != SOURCE
        and page.live
        and page.alias_of_id is None
        and page.permissions_for_user(user).can_publish()
    )


def mark_reviewed(page: Page) -> None:
    """From today readers are no longer told that nobody has checked this translation.

    Publishing the translation again takes the mark away, because wagtail-localize then copies the
    source's empty date: what has changed must be read again.
    """
    type(page.specific).objects.filter(pk=page.pk).update(translation_reviewed_on=timezone.localdate())
