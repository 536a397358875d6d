"""Pages as a Django app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The public site: its pages, facts, navigation, alerts, languages, search and feedback."""

    name = "pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        from pages import checks  # noqa: F401
