"""Words of allauth's forms that its own catalogues lack in some of the site's languages.

Named here so that makemessages keeps them in locale/, which comes before allauth's catalogues.
"""

from django.utils.translation import gettext_noop

OF_ALLAUTH = [
    gettext_noop("Email"),
    gettext_noop("Email address"),
    gettext_noop("Password"),
    gettext_noop("Forgot your password?"),
    gettext_noop("Code"),
    gettext_noop("Authenticator code"),
    gettext_noop("Current Password"),
    gettext_noop("New Password"),
    gettext_noop("New Password (again)"),
    gettext_noop("Use your password"),
    gettext_noop("Use authenticator app or code"),
    gettext_noop("Use a security key"),
]
