"""Background work in Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from background import views
from people.roles import TEAM, every_translator, has_role


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The list of jobs, one job, and its two buttons."""
    return [
        path("jobs/", views.job_list, name="jobs"),
        path("jobs/<int:job_id>/", views.job, name="job"),
        path("jobs/<int:job_id>/stop/", views.stop, name="stop_job"),
        path("jobs/<int:job_id>/resume/", views.resume, name="resume_job"),
    ]


class JobsMenuItem(MenuItem):
    """For those who look after content; nobody else can ask for anything that takes long."""

    def is_shown(self, request: HttpRequest) -> bool:
        """The list itself shows everybody what they may see."""
        return has_role(request.user, *TEAM, *every_translator())


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Among the reports."""
    return JobsMenuItem("Background jobs", reverse("jobs"), name="jobs", icon_name="cogs", order=900)
