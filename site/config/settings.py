"""Production settings. The demonstration and the tests import these and loosen them.

Everything that differs between installations is read from the environment (config.installation).
"""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import databases, keys, languages, logs, mail, sign_in
from config.installation import *
from config.policies import ADMIN_CONTENT_SECURITY_POLICY as ADMIN_CONTENT_SECURITY_POLICY
from config.policies import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from config.policies import PREVIEW_CONTENT_SECURITY_POLICY as PREVIEW_CONTENT_SECURITY_POLICY

LOGGING = logs.configuration(LOG_FORMAT)
SECRET_KEY = keys.read_or_make(KEYS_DIR, "django")
DEBUG = False

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "pagestore",
    "people",
    "background",
    "signposting",
    "pages",
    "translations",
    "dashboard",
    "campaigns",
    "training",
    "reporting",
    "django_tasks",
    "django_tasks_db",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "config.middleware.PoliciesMiddleware",
    "config.middleware.CompressionMiddleware",
    "config.health.AskedByNumberMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "training.packages.host.PackageHostMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.AddressLanguageMiddleware",
    "reporting.desk.faults.DeskFaultsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.SignedInMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "config.forms.LanternFormRenderer"

# --- Data -----------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # Some builds of SQLite leave what was deleted in the file until its place is needed (decision 0025).
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON;",
}
# Changes are logged whether or not this process keeps pages: another machine may.
LOG_WHAT_PAGES_SHOW = True
if DATABASE_URL:
    DATABASES = {"default": databases.parse("DATABASE_URL", DATABASE_URL)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "lantern.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": SQLITE_OPTIONS,
        }
    }
if DATABASE_REPLICA_URL:
    if not DATABASE_URL:
        raise ImproperlyConfigured("DATABASE_REPLICA_URL needs DATABASE_URL: SQLite has no replicas.")
    DATABASES["replica"] = databases.parse("DATABASE_REPLICA_URL", DATABASE_REPLICA_URL)
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
    DATABASE_ROUTERS = ["config.replica.ReplicaRouter"]
    MIDDLEWARE.insert(
        MIDDLEWARE.index("config.middleware.AddressLanguageMiddleware"), "config.replica.ReplicaMiddleware"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Work that nobody waits for lies in the database until a worker takes it, so none is lost.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

if METRICS_TOKEN:
    # The client reads it when it is first imported.
    os.environ.update(PROMETHEUS_MULTIPROC_DIR=str(METRICS_DIR))
    METRICS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    MIDDLEWARE.insert(0, "config.metrics.MetricsMiddleware")

if CACHE_URL:
    CACHES = {"default": {"BACKEND": "config.shared_cache.SharedCache", "LOCATION": CACHE_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

STATIC_URL = "/static/"
STATIC_ROOT = STATIC_DIR
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PACKAGE_FOLDER = DATA_DIR / "packages"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.BundledStaticFilesStorage"},
}
if STORAGE_URL:
    # Here, so that a site without one does not carry the client in its memory.
    from config import bucket

    store = bucket.parse(STORAGE_URL)
    STORAGES["default"] = {"BACKEND": "config.bucket.BucketStorage", "OPTIONS": store}
    STORAGES["packages"] = {"BACKEND": "config.bucket.BucketStorage", "OPTIONS": {**store, **bucket.BY_DIGEST}}
# A half-filled concern form travels in its page with all its answers (decision 0022).
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000
# A long page of many blocks sends more than Django's thousand (Wagtail advises this number).
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Languages and time ---------------------------------------------------------------------------

languages.register()
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
FORMAT_MODULE_PATH = ["config.formats"]
LANGUAGE_CODE = languages.SOURCE
LANGUAGES = [(code, languages.KNOWN[code].english) for code in LANGUAGE_CODES]
LANGUAGES_BIDI = languages.right_to_left()
LOCALE_PATHS = [BASE_DIR / "locale"]
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# Translations go live when their publisher says so, never because the source did.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]

# --- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
globals().update(sign_in.SETTINGS)
SOCIALACCOUNT_PROVIDERS = sign_in.providers(OIDC_PROVIDERS)
# Only the demonstration sets it, and says so in red; never where anybody works in earnest.
SECOND_FACTOR_MAY_BE_SKIPPED = False
SECOND_FACTOR_KEY = keys.read_or_make(KEYS_DIR, "second-factor")
# Badges are signed with it; `manage.py rotate_badge_key` makes another.
BADGE_KEY = keys.read_or_make(KEYS_DIR, "badges")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
WAGTAILADMIN_LOGIN_URL = "account_login"
# allauth has them all, with limits on guessing and checked addresses.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"

# --- Security -------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
# `no-referrer` would make the browser send `Origin: null` with our own forms.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# The browser forgets a session when it closes; one that is left open, or stolen, ends after a working day.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "lantern_session"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "lantern_csrf"
CSRF_COOKIE_HTTPONLY = False
X_FRAME_OPTIONS = "DENY"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # For limits on guessing alone, and never kept.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# --- Wagtail --------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Lantern"
WAGTAILFRONTENDCACHE = CDN
# Each address is purged by its own name.
WAGTAILFRONTENDCACHE_LANGUAGES: list[str] = []
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILIMAGES_IMAGE_MODEL = "pages.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.admin.pictures.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = UPLOAD_IMAGE_MEGABYTES * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
# About equal to the eye, and half the bytes of the other (decision 0050).
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILIMAGES_WEBP_QUALITY = 75
WAGTAILDOCS_DOCUMENT_MODEL = "pages.PublicDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "pages.admin.pictures.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "mp3", "mp4", "odt", "pdf", "txt", "vtt", "webm"]
# Documents are public files (config.media); downloads that are counted have a view of their own.
WAGTAILDOCS_SERVE_METHOD = "direct"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
WAGTAIL_FINISH_WORKFLOW_ACTION = "pages.journeys.approving.publish_approved"
WAGTAILREDIRECTS_AUTO_CREATE = True
TAGGIT_CASE_INSENSITIVE = True

# --- Mail and logs --------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = MAIL_FROM
if EMAIL_URL:
    globals().update(mail.parse(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
if EMAIL_URL and METRICS_TOKEN:
    EMAIL_BACKEND = "config.metrics.CountingMailBackend"
