"""Run by test_killed.py on a database of its own: sends concerns from processes that are killed at any moment.

Prints JSON: how often a sender was killed, how many receipts were shown, and which of them open nothing or stand twice.
"""

import json
import os
import sys
from datetime import UTC, datetime
from uuid import UUID, uuid4

import django

from tests.support.killing import killed

Tried = tuple[str, str]


def send_until_killed(out: int, unanswered: list[Tried]) -> None:
    """What a reporter's browser does: send, and send again what got no answer. Says what was tried and what was answered."""
    from reporting.journeys.sending import Submission, send
    from reporting.sealing import receipts

    waiting = list(unanswered)
    while True:
        number, receipt = waiting.pop() if waiting else (str(uuid4()), receipts.make())
        os.write(out, f"tried {number} {receipt}\n".encode())
        answers: dict[str, str | list[str]] = {"worry": f"concern {number}"}
        send(Submission(UUID(number), receipt, "someone", "en", datetime.now(UTC), answers))
        os.write(out, f"shown {number} {receipt}\n".encode())


def killed_once(unanswered: list[Tried], within: float) -> tuple[list[Tried], list[Tried], float]:
    """One process, killed within some seconds, or after its first receipt: what it tried and showed, and how long it ran."""
    lines, ran = killed(lambda out: send_until_killed(out, unanswered), "shown", within)
    tried = [(line[1], line[2]) for line in lines if line[0] == "tried"]
    return tried, [(line[1], line[2]) for line in lines if line[0] == "shown"], ran


def main(times: int) -> None:
    """Kill that many senders, then look at what is there."""
    django.setup()
    from django.conf import settings

    from config.demonstration.desk import SHEET

    tried: dict[str, str] = {}
    shown: dict[str, str] = {}
    once = 0.0
    for _ in range(times):
        unanswered = [(number, receipt) for number, receipt in tried.items() if number not in shown]
        # The first is left alone until it has shown a receipt: the others are measured by it, on a busy machine as on an idle one.
        attempts, answered, ran = killed_once(unanswered, once * 2)
        once = once or ran
        tried |= dict(attempts)
        shown |= dict(answered)
    from reporting.journeys import returning, setting_up
    from reporting.keyring import Keyring
    from reporting.models import Report
    from reporting.sealing import box, places

    sheet = (settings.DATA_DIR / SHEET).read_text().splitlines()[2]
    keyring = Keyring(setting_up.opened_by_sheet(sheet))
    lost = []
    for number, receipt in shown.items():
        report = returning.come_back(receipt).report
        body = json.loads(box.open_(keyring.report_key(report), report.body, places.report_body(report.pk)))
        if str(report.pk) != number or body["answers"]["worry"] != f"concern {number}":
            lost.append(number)
    stored = Report.objects.filter(pk__in=tried).count()
    found = {"killed": times, "tried": len(tried), "shown": len(shown), "stored": stored, "lost": lost}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
