"""Run by test_reminding_killed.py on a database of its own: reminds the demonstration's learners in killed processes.

Prints JSON: how often it was killed, how many were claimed and marked as sent, who got how many.
"""

import json
import os
import sys
import time
from typing import Any

import django

from tests.support.killing import killed, mails_left


def remind_until_killed(out: int) -> None:
    """Send what is due, a little slower than a mail server; each mail that left is said to the pipe."""
    from training.journeys import reminding

    names = vars(reminding)
    before = names["reminder_mail"]

    def slowly(*arguments: Any) -> Any:
        time.sleep(0.02)
        return before(*arguments)

    names["reminder_mail"] = slowly
    reminding.remind()
    os.write(out, b"end\n")
    time.sleep(60)


def main() -> None:
    """Kill it until one comes to its end, then look at what was sent."""
    django.setup()
    from django.db import connections

    from training.models import ReminderMail

    kills, ended = 0, False
    while not ended and kills < 100:
        connections.close_all()
        lines, _ran = killed(remind_until_killed, "end", 0.3 + kills * 0.05)
        ended = ["end"] in lines
        kills += not ended
    got = mails_left()
    result = {
        "kills": kills,
        "claimed": ReminderMail.objects.count(),
        "marked": ReminderMail.objects.exclude(sent_at=None).count(),
        "got": len(got),
        "twice": [to for to, times in got.items() if times > 1],
    }
    connections.close_all()
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
