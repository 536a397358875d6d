"""How people sign in: django-allauth's settings, and other organisations' OpenID providers from one setting."""

import re
from typing import Any

from config.json_list import JsonList

OPTIONAL = {"new_accounts": False, "always_verified": False}
LIST = JsonList("OIDC_PROVIDERS", "provider", ("id", "name", "issuer", "client_id", "secret_file", "domains"), OPTIONAL)

SETTINGS: dict[str, Any] = {
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*", "password2*"],
    "ACCOUNT_ADAPTER": "people.adapters.AccountAdapter",
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
    # A mail may take minutes; three attempts at a code of six signs stay three.
    "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": 15 * 60,
    "ACCOUNT_PREVENT_ENUMERATION": True,
    # A school hall of sixty people behind one address sign in at once; whose mailbox is filled is the smaller limit,
    # counted by the address's digest. The others stay as allauth has them.
    "ACCOUNT_RATE_LIMITS": {"request_login_code": "120/m/ip,600/h/ip,3/m/key,10/h/key"},
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_CHANGE_EMAIL": True,
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
    "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": True,
    # Whoever finds a signed-in browser must not turn the account over to an address of their own.
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
    # Accounts come by invitation alone. Without this nobody with a second factor could change their address,
    # and nobody whose new address waits to be confirmed could enrol one.
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
    "MFA_ADAPTER": "people.adapters.SecondFactorAdapter",
    "MFA_SUPPORTED_TYPES": ["webauthn", "totp", "recovery_codes"],
    "MFA_FORMS": {"add_webauthn": "people.forms.AddPasskeyForm"},
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_WEBAUTHN_USER_VERIFICATION": "required",
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    # A clock may be half a minute wrong.
    "MFA_TOTP_TOLERANCE": 1,
    "SOCIALACCOUNT_ADAPTER": "people.adapters.AgencyAdapter",
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION": True,
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
    "SOCIALACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "SOCIALACCOUNT_STORE_TOKENS": False,
    "SOCIALACCOUNT_REQUESTS_TIMEOUT": 10,
}


def providers(raw: str) -> dict[str, Any]:
    """allauth's SOCIALACCOUNT_PROVIDERS from OIDC_PROVIDERS, a JSON list; secrets are read from files.

    Raises ImproperlyConfigured with a sentence that never repeats what was given.
    """
    given = LIST.read(raw)
    apps = [_app(one) for one in given]
    if len({app["provider_id"] for app in apps}) < len(apps):
        raise LIST.wrong("two providers have the same id")
    return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}


def _app(one: dict[str, Any]) -> dict[str, Any]:
    if not re.fullmatch(r"[a-z0-9-]+", str(one["id"])):
        raise LIST.wrong("an id is made of small letters, digits and hyphens")
    if not str(one["issuer"]).startswith(("https://", "http://localhost:", "http://127.0.0.1:")):
        raise LIST.wrong("an issuer starts with https://")
    if not isinstance(one["domains"], list):
        raise LIST.wrong("domains is a list of what stands behind the @ of its people's addresses")
    return {
        "provider_id": one["id"],
        "name": one["name"],
        "client_id": one["client_id"],
        "secret": LIST.secret(str(one["secret_file"])),
        "settings": {
            "server_url": str(one["issuer"]).rstrip("/"),
            "domains": [str(domain).lower() for domain in one["domains"]],
            **{name: bool(one.get(name, default)) for name, default in OPTIONAL.items()},
        },
    }
