"""What stories about pages share."""

import pytest

from people.models import User
from tests.support.cast import Person, signed_in


@pytest.fixture
def manager(db: None) -> Person:
    """Looks after the whole site; the demonstration's own account."""
    return signed_in(User.objects.get(email="manager@lantern.example"))
