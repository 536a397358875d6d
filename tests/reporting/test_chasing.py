"""A referral that no agency has acknowledged is listed, and chased."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reporting.journeys import chasing
from reporting.models import AuditEntry, PartnerAgency
from tests.reporting.desk import Officer, address
from tests.reporting.referring import a_sanitised_report, filled


def test_a_referral_is_acknowledged_or_chased_even_after_the_report_was_closed(
    dora: Officer, mash: PartnerAgency, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = a_sanitised_report(dora)
    sent = filled(dora, report, mash)
    dora.post("/desk/refer/", **sent)
    dora.go(address(report))
    dora.post(address(report, "outcome/"), outcome="referred_children", text="", seen=dora.seen)
    before = AuditEntry.objects.count()
    dora.go("/desk/referrals/")
    assert "not acknowledged yet" in dora.text
    # A list is no reading.
    assert AuditEntry.objects.count() == before
    monkeypatch.setattr("django.conf.settings.CHASE_AFTER_DAYS", 0)
    dora.go("/desk/referrals/")
    assert "Not acknowledged: chase it" in dora.text
    page = address(report, f"referrals/{sent['referral']}/")
    dora.go(page)
    tomorrow = timezone.localdate() + timedelta(days=1)
    dora.post(f"{page}chased/", on=tomorrow, said="Call back", seen=dora.seen)
    assert "This day is still to come" in dora.text
    dora.post(f"{page}chased/", on=timezone.localdate(), said="They look", seen=dora.seen)
    assert "last chased on" in dora.text
    dora.go(page)
    dora.post(f"{page}acknowledged/", on=timezone.localdate(), by="", seen=dora.seen)
    assert "Write who told you." in dora.text
    stale = dora.seen
    dora.post(f"{page}acknowledged/", on=timezone.localdate(), by="The duty manager", seen=stale)
    assert "by The duty manager" in dora.text
    dora.post(f"{page}acknowledged/", on=timezone.localdate(), by="Somebody else", seen=stale)
    assert dora.page.status_code == 409
    dora.go("/desk/referrals/")
    assert "Nothing waits for an answer" in dora.text
    assert "1 acknowledged" in dora.text
    report.refresh_from_db()
    assert report.status == "closed"
    # The agency calls with its reference.
    reference = dora.go(page).content.decode().partition("REF-")[2][:8]
    dora.post("/desk/find/", words=f"ref-{reference}")
    assert "1 found" in dora.text


def test_a_long_list_goes_on_where_it_stopped_and_says_what_does_not_open(
    dora: Officer, mash: PartnerAgency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chasing, "AT_ONCE", 2)
    reports = [a_sanitised_report(dora) for _ in range(3)]
    for report in reports:
        dora.post("/desk/refer/", **filled(dora, report, mash))
    reports[0].records.filter(number=2).update(sealed=b"\x01damaged")
    seen: list[str] = []
    damaged, steps = 0, 1
    dora.go("/desk/referrals/")
    while True:
        seen += [link.get_text() for link in dora.soup.select(".line__facts a") if "REF-" in link.get_text()]
        damaged += "cannot be opened" in dora.text
        field = dora.soup.select_one("input[name=carried]")
        if field is None:
            break
        dora.post("/desk/referrals/", carried=field["value"])
        steps += 1
    assert (len(set(seen)), damaged, steps) == (2, 1, 2)
    dora.post("/desk/referrals/", carried="forged")
    assert "left for too long" in dora.text
