"""The team's dashboard as a Django app."""

from datetime import timedelta

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """What waits for whom, on the first page after signing in."""

    name = "dashboard"
    verbose_name = "Dashboard"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Page
        from wagtail.signals import page_published, page_unpublished

        from background.journeys.clock import regularly
        from dashboard import checks, waiting, waiting_workflow  # noqa: F401
        from dashboard.journeys import checking, linking, looking, sweeping

        waiting.provide()
        waiting_workflow.provide_workflow()
        page_published.connect(looking.look_at_published, dispatch_uid="lantern_look")
        page_published.connect(sweeping.look_at_links_to, dispatch_uid="lantern_links_to_published")
        page_unpublished.connect(looking.forget_unpublished, dispatch_uid="lantern_forget_look")
        page_unpublished.connect(linking.forget_links, dispatch_uid="lantern_forget_links")
        page_unpublished.connect(sweeping.look_at_links_to, dispatch_uid="lantern_links_to_unpublished")
        post_delete.connect(linking.forget_links, sender=Page, dispatch_uid="lantern_forget_links_of_page")
        for model in linking.RECORDS:
            post_save.connect(linking.keep_links_of_saved, sender=model, dispatch_uid=f"lantern_links_{model.__name__}")
            post_delete.connect(linking.forget_links, sender=model, dispatch_uid=f"lantern_no_links_{model.__name__}")
        regularly("look_at_pages", looking.look_at_unseen, timedelta(minutes=5))
        regularly("check_links", checking.check_due, checking.EVERY)
        regularly("sweep_links", sweeping.sweep, timedelta(days=1))
