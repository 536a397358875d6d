"""What is printed when the site answers: where to look and how to sign in."""

from collections.abc import Iterator

from django.conf import settings

from config import languages
from config.demonstration import desk
from config.serving.address import EVERYWHERE, Address


def lines(address: Address) -> Iterator[str]:
    """The addresses, one a language, then the demonstration's sign-ins if there are any."""
    yield ""
    yield f"{settings.SITE_NAME} is being served at {address.url}"
    yield ""
    for code, _ in settings.LANGUAGES:
        yield f"  {address.url}{code}/".ljust(36) + languages.get(code).endonym
    yield f"  {address.url}admin/".ljust(36) + "for editors"
    if address.host in EVERYWHERE:
        yield "  Other machines reach it by this machine's name or number, if ALLOWED_HOSTS holds that."
    yield from _accounts()
    yield from _mail(address)
    yield ""
    yield "Ctrl-C stops it."


def _accounts() -> Iterator[str]:
    accounts = getattr(settings, "DEMONSTRATION_ACCOUNTS", []) if settings.DEMONSTRATION else []
    if accounts:
        yield ""
        yield "Demonstration sign-ins (nobody reads what is sent here, and no mail leaves this machine):"
        yield ""
    for role, _name, email, password in accounts:
        yield f"  {role.ljust(27)} {email.ljust(28)} {password}"
    if accounts:
        yield ""
        yield from desk.lines()


def _mail(address: Address) -> Iterator[str]:
    folder = getattr(settings, "EMAIL_FILE_PATH", "")
    if settings.DEMONSTRATION and folder:
        yield ""
        yield f"E-mail, with codes to sign in, lands in {folder}"
        yield f"Read it at {address.url}demonstration/mail/"
