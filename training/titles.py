"""What a version of an activity is called in a language."""

from config.languages import SOURCE
from training.models.activity import ActivityVersion
from training.models.words import VersionWords


def title_of(version: ActivityVersion, language: str) -> str:
    """As it was published in that language, or else in the source's; without words, the activity's own. One query."""
    words = VersionWords.objects.filter(version=version, language__in=[language, SOURCE]).order_by("id")
    titles = {row.language: str(row.content.get("title", "")) for row in words}
    return titles.get(language) or titles.get(SOURCE) or version.activity.title
