"""Addresses of training that are not pages in the tree, behind the language."""

from django.urls import path

from training import addresses
from training.views import (
    assessments,
    certificates,
    changes,
    door,
    home,
    modules,
    packages,
    record,
    reflections,
    verifying,
)

urlpatterns = [
    path("verify/", verifying.start, name="verify_start"),
    path("verify/<str:code>/", verifying.verify_in, name="verify"),
    path("learn/certificates/<slug:code>/", certificates.certificate, name="learn_certificate"),
    path("learn/certificates/<slug:code>/pdf/", certificates.certificate_pdf, name="learn_certificate_pdf"),
    path("learn/certificates/<slug:code>/badge/", certificates.certificate_badge, name="learn_certificate_badge"),
    path(addresses.LEARN, door.learn, name="learn"),
    path(addresses.CODE, door.code, name="learn_code"),
    path("learn/sign-out/", door.sign_out, name="learn_sign_out"),
    path(addresses.ABOUT_YOU, home.about_you, name="learn_about_you"),
    path(addresses.RECORD, record.record, name="learn_record"),
    path(f"{addresses.RECORD}record.csv", record.record_csv, name="learn_record_csv"),
    path(addresses.REFLECTIVE_LOG, reflections.reflective_log, name="learn_reflective_log"),
    path(f"{addresses.REFLECTIVE_LOG}<int:pk>/", reflections.reflection, name="learn_reflection"),
    path(addresses.DATA, record.data, name="learn_data"),
    path(f"{addresses.DATA}data.json", record.data_file, name="learn_data_file"),
    path(addresses.ERASED, record.erased, name="learn_erased"),
    path("learn/modules/<slug:slug>/", modules.module, name="learn_module"),
    path("learn/modules/<slug:slug>/changes/", changes.changes, name="learn_changes"),
    path("learn/modules/<slug:slug>/<slug:key>/", modules.part, name="learn_part"),
    path("learn/modules/<slug:slug>/<slug:key>/gentler/", modules.gentler, name="learn_gentler"),
    path("learn/modules/<slug:slug>/<slug:key>/step/<slug:name>/", modules.step, name="learn_step"),
    path("learn/packages/<uuid:key>/", packages.package, name="learn_package"),
    path("learn/packages/<uuid:key>/<int:number>/", packages.part, name="learn_package_part"),
    path("learn/attempts/<uuid:pk>/", assessments.result, name="learn_attempt"),
    path("learn/attempts/<uuid:pk>/<int:number>/", assessments.question, name="learn_question"),
]
