"""Two servers, or a command beside a worker, send reminders at the same time: nobody gets two."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from django.core import mail
from django.db import connection

from tests.training.conftest import NINE, founded, person
from training.journeys import belonging
from training.journeys.reminding import remind
from training.journeys.summarising import summarise
from training.models import LeadSummary, ReminderMail

DUE = date(2026, 2, 4)
MANY = 4


def test_everybody_gets_one_however_many_send(spoilt_database: None) -> None:
    partnership = founded()
    partnership.publish()
    for number in range(10):
        user = person(f"{number}@lantern.example")
        belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching, at=NINE)
    partnership.require()
    gate = Barrier(MANY)

    def send(_number: int) -> int:
        try:
            gate.wait(60)
            return remind(DUE) + summarise(DUE)
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        sent = sum(pool.map(send, range(MANY)))
    got = Counter(address for message in mail.outbox for address in message.to)
    assert set(got.values()) == {1}
    assert len(got) == sent == 12 + 2
    assert ReminderMail.objects.filter(sent_at=None).count() == LeadSummary.objects.filter(sent_at=None).count() == 0
