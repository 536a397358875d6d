"""The public site's addresses, under the code of a language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path, re_path

from pages import addresses
from pages.views import feedback, screens, serve, unavailable
from signposting.views import help_services
from signposting.views_of_freshness import (
    confirm_service,
    confirm_thanks,
    correct_service,
    suggest_change,
    suggest_thanks,
)
from signposting.views_of_services import help_list, help_service

urlpatterns = [
    path(addresses.HELP, help_services, name="help"),
    path(addresses.HELP_LIST, help_list, name="help_list"),
    path(addresses.SUGGEST_THANKS, suggest_thanks, name="suggest_thanks"),
    path(addresses.CONFIRM_THANKS, confirm_thanks, name="confirm_thanks"),
    path(f"{addresses.HELP}confirm/<str:token>/", confirm_service, name="confirm"),
    path(f"{addresses.HELP}confirm/<str:token>/change/", correct_service, name="correct"),
    path(f"{addresses.HELP}<slug:code>/suggest/", suggest_change, name="suggest"),
    path(f"{addresses.HELP}<slug:code>/", help_service, name="help_service"),
    path(addresses.SEARCH, screens.search_pages, name="search"),
    path(addresses.STYLE, screens.style, name="style"),
    path(addresses.UNAVAILABLE, unavailable.unavailable, name="unavailable"),
    path(addresses.FEEDBACK, feedback.feedback, name="feedback"),
    path(addresses.FEEDBACK_THANKS, feedback.feedback_thanks, name="feedback_thanks"),
    path(addresses.TELL_US, feedback.tell_us, name="tell_us"),
    path(addresses.TELL_US_THANKS, feedback.tell_us_thanks, name="tell_us_thanks"),
]
# Wagtail asks for this name when it needs the address of a page, with the page's language active.
tree_patterns = i18n_patterns(re_path(r"^((?:[\w-]+/)*)$", serve.serve_page, name="wagtail_serve"))
