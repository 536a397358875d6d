"""The desk's addresses."""

from django.urls import path

from reporting.desk import (
    views_of_agencies,
    views_of_chasing,
    views_of_erasing,
    views_of_figures,
    views_of_files,
    views_of_inbox,
    views_of_keeping,
    views_of_keys,
    views_of_log,
    views_of_people,
    views_of_referrals,
    views_of_report,
    views_of_sanitising,
    views_of_sheet,
)
from reporting.desk.views_of_report import FORMS

REPORT = "desk/reports/<uuid:report_id>/"

urlpatterns = [
    path("desk/", views_of_inbox.inbox, name="desk_inbox"),
    path("desk/open/", views_of_inbox.inbox, {"view": "open"}, name="desk_open"),
    path("desk/slow/", views_of_inbox.inbox, {"view": "slow"}, name="desk_slow"),
    path("desk/closed/", views_of_inbox.inbox, {"view": "closed"}, name="desk_closed"),
    path("desk/find/", views_of_inbox.find, name="desk_find"),
    path(REPORT, views_of_report.report, name="desk_report"),
    *(path(f"{REPORT}{kind}/", views_of_report.write, {"kind": kind}, name=f"desk_{kind}") for kind in FORMS),
    *(
        path(f"{REPORT}{kind}/", views_of_keeping.keep, {"kind": kind}, name=f"desk_{kind.replace('-', '_')}")
        for kind in views_of_keeping.FORMS
    ),
    path(f"{REPORT}erase/", views_of_erasing.ask, name="desk_erase"),
    path(f"{REPORT}turn-down/", views_of_erasing.turn_down, name="desk_turn_down"),
    path(f"{REPORT}agree/", views_of_erasing.agree, name="desk_agree"),
    path("desk/deletion/", views_of_keeping.due, name="desk_deletion"),
    path("desk/deletion/delete/", views_of_keeping.delete, name="desk_delete"),
    path(f"{REPORT}take/", views_of_report.take, name="desk_take"),
    path(f"{REPORT}done/", views_of_report.done, name="desk_done"),
    path(f"{REPORT}lock-out/", views_of_report.lock_out, name="desk_lock_out"),
    path(f"{REPORT}files/<uuid:attachment_id>/", views_of_files.copy, name="desk_copy"),
    path(f"{REPORT}files/<uuid:attachment_id>/original/", views_of_files.original, name="desk_original"),
    path(f"{REPORT}files/<uuid:attachment_id>/quarantine/", views_of_files.suspect, name="desk_suspect"),
    path(f"{REPORT}files/<uuid:attachment_id>/police/", views_of_files.hand_over, name="desk_hand_over"),
    path(f"{REPORT}sanitise/", views_of_sanitising.sanitise, name="desk_sanitise"),
    path(f"{REPORT}refer/", views_of_referrals.form, name="desk_refer_form"),
    path(f"{REPORT}referrals/<uuid:referral_id>/", views_of_referrals.answer, name="desk_referral"),
    *(
        path(f"{REPORT}referrals/<uuid:referral_id>/{how}/", views_of_referrals.answered, {"how": how}, f"desk_{how}")
        for how in ("acknowledged", "chased")
    ),
    path("desk/refer/", views_of_referrals.refer, name="desk_refer"),
    path("desk/refer/again/", views_of_referrals.again, name="desk_refer_again"),
    path("desk/referrals/", views_of_chasing.referrals, name="desk_referrals"),
    path("desk/agencies/", views_of_agencies.agencies, name="desk_agencies"),
    path("desk/agencies/add/", views_of_agencies.agency, name="desk_agency_add"),
    path("desk/agencies/<uuid:agency_id>/", views_of_agencies.agency, name="desk_agency"),
    path("desk/set-up/", views_of_keys.set_up, name="desk_set_up"),
    path("desk/drill/", views_of_keys.drill, name="desk_drill"),
    path("desk/passphrase/", views_of_keys.passphrase, name="desk_passphrase"),
    path("desk/waiting/", views_of_keys.waiting, name="desk_waiting"),
    path("desk/come-back/", views_of_keys.come_back, name="desk_come_back"),
    path("desk/unlock/", views_of_keys.unlock, name="desk_unlock"),
    path("desk/lock/", views_of_keys.lock, name="desk_lock"),
    path("desk/people/", views_of_people.people, name="desk_people"),
    path("desk/people/admit/", views_of_people.admit, name="desk_admit"),
    path("desk/people/take-away/", views_of_people.take_away, name="desk_take_away"),
    path("desk/people/carry-over/", views_of_people.carry_over, name="desk_carry_over"),
    path("desk/new-sheet/", views_of_sheet.new_sheet, name="desk_new_sheet"),
    path("desk/new-sheet/prove/", views_of_sheet.prove_new_sheet, name="desk_prove_new_sheet"),
    path("desk/figures/", views_of_figures.figures, name="desk_figures"),
    path("desk/figures/file/", views_of_figures.file, name="desk_figures_file"),
    path("desk/log/", views_of_log.log, name="desk_log"),
    path("desk/log/go-on/", views_of_log.go_on, name="desk_log_go_on"),
]
