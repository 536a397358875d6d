"""Addresses under no language: the short one that a certificate carries, and what other programs ask for."""

from django.urls import path

from training.views import badges, verifying

urlpatterns = [
    path("verify/", verifying.start_in_source, name="verify_start_short"),
    path("verify/<str:code>", verifying.verify_short, name="verify_short"),
    path("verify/<str:code>/", verifying.verify_short),
    path("badges/issuer", badges.issuer, name="badge_issuer"),
    path("badges/achievements/<uuid:key>/<int:number>", badges.achievement, name="badge_achievement"),
    path("badges/status/<int:number>", badges.status, name="badge_status"),
    path("badges/<str:code>.json", badges.badge, name="badge"),
]
