"""Pages as a Django app."""

from datetime import timedelta

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, post_save


class PagesConfig(AppConfig):
    """The public site: its pages, facts, navigation, alerts, languages, search and feedback."""

    name = "pages"
    verbose_name = "Pages"
    # pagestore.tables
    shown_to_readers = (
        "alert",
        "answer",
        "picture",
        "picturerendition",
        "publicdocument",
        "picturedescription",
        "fact",
        "navigation",
        "homepage",
        "sectionpage",
        "audiencepage",
        "topicpage",
        "guidancepage",
        "informationpage",
        "newspage",
        "strategypage",
    )

    def ready(self) -> None:
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from background.journeys.clock import regularly
        from pages import checks, grants  # noqa: F401
        from pages.addresses import unavailable_pages
        from pages.admin.waiting import provide_waiting
        from pages.journeys import moving, renditions, taking_down, workflows
        from pages.journeys.forgetting import forget_old_comments_today
        from pages.journeys.scheduling import publish_due
        from pagestore.ready import keep_ready

        keep_ready(unavailable_pages)
        grants.grant()
        provide_waiting()
        page_slug_changed.connect(moving.rename_translations, dispatch_uid="lantern_same_slug")
        for signal in (page_published, page_slug_changed, post_page_move):
            signal.connect(moving.clear_the_way, dispatch_uid="lantern_clear_the_way")
        page_unpublished.connect(taking_down.send_readers_up, dispatch_uid="lantern_send_readers_up")
        post_save.connect(renditions.make_soon, sender="pages.Picture", dispatch_uid="lantern_renditions")
        # After the groups, which people write at the same moment.
        post_migrate.connect(workflows.set_up, sender=list(apps.get_app_configs())[-1], dispatch_uid="lantern_workflow")
        regularly("forget_old_comments", forget_old_comments_today, timedelta(hours=6))
        regularly("publish_scheduled", publish_due, timedelta(seconds=30), lease=timedelta(minutes=2))
        regularly("make_renditions", renditions.make_what_is_lacking, timedelta(minutes=10))
