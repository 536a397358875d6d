"""What an activity is called in a language."""

from wagtail.models import Page

from config.languages import SOURCE
from training.models.activity import Activity


def title_of(activity: Activity, language: str) -> str:
    """Its page's title in that language, or in the source's; without a page, the activity's own. One query."""
    pages = Page.objects.filter(translation_key=activity.key, locale__language_code__in=[language, SOURCE])
    titles = dict(pages.values_list("locale__language_code", "title"))
    return titles.get(language) or titles.get(SOURCE) or activity.title
