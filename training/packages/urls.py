"""Every address of the packages' host. There is nothing else on it."""

from django.urls import path

from training.packages import views

urlpatterns = [
    path("launch/<str:token>/", views.launch, name="launch"),
    path("open/", views.open_part, name="open"),
    path("commit/", views.commit_part, name="commit"),
    path("files/<str:token>/<path:path>", views.file, name="file"),
    path("static/<path:name>", views.static_file, name="static"),
]
