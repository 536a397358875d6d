"""The reporter's addresses, under the code of a language."""

from django.urls import path

from pages.addresses import REPORT
from reporting.addresses import REPORT_AGAIN, REPORT_FORM, REPORT_RETURN
from reporting.views_of_form import report_again, report_form
from reporting.views_of_return import report_return
from reporting.views_of_start import report

urlpatterns = [
    path(REPORT, report, name="report"),
    path(REPORT_FORM, report_form, name="report_form"),
    path(REPORT_AGAIN, report_again, name="report_again"),
    path(REPORT_RETURN, report_return, name="report_return"),
]
