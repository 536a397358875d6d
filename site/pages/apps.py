"""Pages as a Django app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The public site: its pages, facts, navigation, alerts, languages, search and feedback."""

    name = "pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        from wagtail.signals import page_slug_changed

        from pages import checks, grants  # noqa: F401
        from pages.admin.waiting import provide_waiting
        from pages.journeys.moving import rename_translations

        grants.grant()
        provide_waiting()
        page_slug_changed.connect(rename_translations, dispatch_uid="lantern_same_slug")
