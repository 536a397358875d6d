"""What `make bench` says of training holds for few and for many; here with a few hundred."""

import pytest

from config.benchmarks import items, training
from training.dates import today
from training.journeys.item_analysis import item_analysis
from training.journeys.summing import summary
from training.listed import Listed
from training.models import Activity, Status
from training.standing import Standing


@pytest.fixture
def planted(db: None) -> None:
    """600 learners, 10 requirements."""
    training.plant(600, 10, 1200)


def test_what_is_planted_has_every_common_standing(planted: None) -> None:
    words = {row.on(today()) for row in Status.objects.filter(requirement__title__startswith="Bench")[:300]}
    assert {Standing.VALID, Standing.NOT_STARTED, Standing.OVERDUE} <= words


def test_tables_and_sums_cost_few_queries_and_a_file_little_memory(planted: None) -> None:
    user = training.board_member()
    assert training.table().queries <= 5
    assert training.table(Listed.OVERDUE).queries <= 5
    assert training.board(user).queries <= 6
    assert any(line[0] == "Bench 00" and line[2] == 20 for line in summary(user).lines())
    assert items.plant(40) == 2000
    assert items.analysis(user).queries <= 4
    hardest, *others = item_analysis(user, Activity.objects.get(title=items.TITLE))
    assert (hardest.asked, len(others)) == (40, items.QUESTIONS - 1)
    assert hardest.right is not None
    most, lines = training.memory(600)
    assert lines == 602
    assert most < 8 * 2**20
