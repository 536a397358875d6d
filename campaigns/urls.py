"""Addresses of campaigns that are not pages in the tree."""

from django.urls import path

from campaigns import views
from pages.addresses import CALENDAR

urlpatterns = [
    path(CALENDAR, views.calendar, name="calendar"),
    path("calendar.ics", views.calendar_feed, name="calendar_feed"),
    path("resources/<slug:slug>/download/<int:version>/", views.download, name="download"),
]
