"""The addresses of work on many translations. Imported when the app is ready."""

from django.urls import URLPattern, path
from wagtail import hooks

from translations import views_localize, views_work

SNIPPET = "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/"


@hooks.register("register_admin_urls", order=-1)
def work_on_many() -> list[URLPattern]:
    """The last three stand before wagtail-localize's addresses of the same paths."""
    return [
        path("translations/submit/", views_work.submit, name="translations_submit"),
        path("translations/sync/", views_work.sync, name="translations_sync"),
        path("translations/publish/", views_work.publish, name="translations_publish"),
        path("localize/submit/page/<int:page_id>/", views_localize.SubmitPage.as_view()),
        path(SNIPPET, views_localize.SubmitSnippet.as_view()),
        path("localize/update/<int:translation_source_id>/", views_localize.Update.as_view()),
    ]
