"""Addresses about accounts, beside allauth's."""

from django.urls import path
from django.views.generic import RedirectView

from people.views import account, outbox

urlpatterns = [
    path("accounts/", account.home, name="account_home"),
    path("accounts/second-factor/", account.enrol, name="enrol"),
    path("accounts/second-factor/done/", account.enrolled, name="enrolled"),
    path("accounts/invitation/<str:token>/", account.invitation, name="invitation"),
    path("accounts/sessions/<int:pk>/end/", account.end_session, name="session_end"),
    path("demonstration/mail/", outbox.outbox_page, name="demonstration_mail"),
    # Wagtail's own screens could give rights that the roles do not hold: people.admin takes their place.
    path("admin/users/", RedirectView.as_view(pattern_name="people")),
    path("admin/users/<path:rest>", RedirectView.as_view(url="/admin/people/")),
    path("admin/groups/", RedirectView.as_view(pattern_name="people")),
    path("admin/groups/<path:rest>", RedirectView.as_view(url="/admin/people/")),
]
