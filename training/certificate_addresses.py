"""Where certificates and badges are: a learner's own pages, the public ones, and what other programs ask for."""

from pages.addresses import absolute

# Under the code of a language.
VERIFY = "verify/"
CERTIFICATES = "learn/certificates/"
# Not under one: badges are for programs.
ISSUER = "/badges/issuer"


def verify_address(code: str) -> str:
    """What follows the language in the address of a page that verifies."""
    return f"{VERIFY}{code}/"


def certificate_address(code: str) -> str:
    """What follows the language in the address of a learner's own page."""
    return f"{CERTIFICATES}{code}/"


def verify_url(code: str) -> str:
    """The whole address that a certificate carries: short, and in whatever language it was issued."""
    return absolute(f"/{VERIFY}{code}")


def issuer_url() -> str:
    """Who signs badges, and with which keys."""
    return absolute(ISSUER)


def badge_url(code: str) -> str:
    """The badge itself."""
    return absolute(f"/badges/{code}.json")


def achievement_url(key: object, number: int) -> str:
    """What was achieved: one version of an activity."""
    return absolute(f"/badges/achievements/{key}/{number}")


def status_url(number: int) -> str:
    """Which badges hold no more."""
    return absolute(f"/badges/status/{number}")
