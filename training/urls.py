"""Addresses of training that are not pages in the tree, behind the language."""

from django.urls import path

from training.views import assessments, certificates, modules, packages, verifying

urlpatterns = [
    path("verify/", verifying.start, name="verify_start"),
    path("verify/<str:code>/", verifying.verify_in, name="verify"),
    path("learn/certificates/<slug:code>/", certificates.certificate, name="learn_certificate"),
    path("learn/certificates/<slug:code>/pdf/", certificates.certificate_pdf, name="learn_certificate_pdf"),
    path("learn/certificates/<slug:code>/badge/", certificates.certificate_badge, name="learn_certificate_badge"),
    path("learn/modules/<slug:slug>/", modules.module, name="learn_module"),
    path("learn/modules/<slug:slug>/<slug:key>/", modules.part, name="learn_part"),
    path("learn/modules/<slug:slug>/<slug:key>/gentler/", modules.gentler, name="learn_gentler"),
    path("learn/modules/<slug:slug>/<slug:key>/step/<slug:name>/", modules.step, name="learn_step"),
    path("learn/packages/<uuid:key>/", packages.package, name="learn_package"),
    path("learn/packages/<uuid:key>/<int:number>/", packages.part, name="learn_package_part"),
    path("learn/attempts/<uuid:pk>/", assessments.result, name="learn_attempt"),
    path("learn/attempts/<uuid:pk>/<int:number>/", assessments.question, name="learn_question"),
]
