"""Background work in Wagtail's admin."""

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from background import views


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The list of jobs, one job, and its two buttons."""
    return [
        path("jobs/", views.job_list, name="jobs"),
        path("jobs/<int:job_id>/", views.job, name="job"),
        path("jobs/<int:job_id>/stop/", views.stop, name="stop_job"),
        path("jobs/<int:job_id>/resume/", views.resume, name="resume_job"),
    ]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Among the reports, for everybody: each person sees what they may."""
    return MenuItem("Background jobs", reverse("jobs"), name="jobs", icon_name="cogs", order=900)
