"""The key that badges are signed with, and those they were signed with before."""

from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from config import keys
from credentials.proofs import public_key
from training.models import BadgeKey

NAME = "badges"


def seed_of(secret: str) -> bytes:
    """The 32 bytes of a signing key, from the text that is kept in the folder of keys."""
    return sha256(b"lantern badges, Ed25519:" + secret.encode()).digest()


def signing_key() -> tuple[bytes, str]:
    """The key of today as seed and Multikey. Its public half is kept before anything is signed with it."""
    seed = seed_of(settings.BADGE_KEY)
    multikey = public_key(seed)
    BadgeKey.objects.get_or_create(multikey=multikey, defaults={"began_at": timezone.now()})
    return seed, multikey


def published_keys() -> list[str]:
    """Every key whose badges hold, the newest first."""
    signing_key()
    return list(
        BadgeKey.objects.filter(withdrawn_at=None).order_by("-began_at", "-id").values_list("multikey", flat=True)
    )


def rotate(*, withdraw: bool = False) -> str:
    """Make another key, and return its Multikey. Old badges verify on, unless their key is withdrawn.

    Processes that run go on with the old key until they start again; both are published.
    """
    folder = settings.KEYS_DIR
    _seed, old = signing_key()
    with transaction.atomic():
        if withdraw:
            BadgeKey.objects.filter(multikey=old, withdrawn_at=None).update(withdrawn_at=timezone.now())
        (folder / NAME).unlink(missing_ok=True)
        settings.BADGE_KEY = keys.read_or_make(folder, NAME)
        _seed, new = signing_key()
    return new
