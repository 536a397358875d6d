"""The demonstration's safeguarding desk: keys that are made on first start, with a published passphrase."""

from django.conf import settings

from people.models import User
from people.roles import DESK, DESK_MANAGERS
from reporting.journeys import admitting, setting_up
from reporting.keyring import Keyring

PASSPHRASE = "a lamp in the mill window"  # noqa: S105
SHEET = "recovery-sheet.txt"


def load_desk() -> None:
    """Set the desk up, prove its sheet, and admit its officers. `check --deploy` refuses these keys.

    The sheet lies beside the database, where nobody should ever keep a real one.
    """
    manager = User.objects.filter(groups__name=DESK_MANAGERS).first()
    if manager is None:
        return
    sheet = setting_up.make_keys(manager, PASSPHRASE, demonstration=True)
    setting_up.prove_sheet(manager, sheet)
    path = settings.DATA_DIR / SHEET
    path.write_text(f"The recovery key of the demonstration's safeguarding desk:\n\n{sheet}\n")
    path.chmod(0o600)
    keyring = Keyring(setting_up.opened_by_sheet(sheet))
    for officer in User.objects.filter(groups__name=DESK).exclude(pk=manager.pk):
        admitting.admit(manager, keyring, admitting.choose_passphrase(officer, PASSPHRASE))
