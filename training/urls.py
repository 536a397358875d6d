"""Addresses of training that are not pages in the tree, behind the language."""

from django.urls import path

from training.views import assessments, modules

urlpatterns = [
    path("learn/modules/<slug:slug>/", modules.module, name="learn_module"),
    path("learn/modules/<slug:slug>/<slug:key>/", modules.part, name="learn_part"),
    path("learn/modules/<slug:slug>/<slug:key>/gentler/", modules.gentler, name="learn_gentler"),
    path("learn/modules/<slug:slug>/<slug:key>/step/<slug:name>/", modules.step, name="learn_step"),
    path("learn/attempts/<uuid:pk>/", assessments.result, name="learn_attempt"),
    path("learn/attempts/<uuid:pk>/<int:number>/", assessments.question, name="learn_question"),
]
