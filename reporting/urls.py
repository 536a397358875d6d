"""The reporter's addresses, under the code of a language."""

from django.urls import path

from reporting.addresses import REPORT_RETURN
from reporting.views_of_return import report_return

urlpatterns = [
    path(REPORT_RETURN, report_return, name="report_return"),
]
