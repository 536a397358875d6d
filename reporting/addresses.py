"""Addresses of the concern form's pages, after the language."""

REPORT_FORM = "report/form/"
REPORT_RETURN = "report/return/"
