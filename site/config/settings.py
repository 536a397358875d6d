"""Production settings. The demonstration and the tests import these and loosen them.

Everything that differs between installations is read from the environment by config.env, which
stops with a clear sentence on a wrong value. docs/settings.md is the table of them all.
"""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import databases, env, keys, languages, logs, mail, sign_in
from config.policies import ADMIN_CONTENT_SECURITY_POLICY as ADMIN_CONTENT_SECURITY_POLICY
from config.policies import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from config.policies import PREVIEW_CONTENT_SECURITY_POLICY as PREVIEW_CONTENT_SECURITY_POLICY
from reporting.terms import RETENTION_MONTHS as PROPOSED_MONTHS

BASE_DIR = Path(__file__).resolve().parents[2]

DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var", "Where the database, uploads and keys lie.")
KEYS_DIR = env.folder(
    "KEYS_DIR",
    DATA_DIR / "keys",
    "Where the site's secret keys lie; every machine of a site needs the same. Under DATA_DIR unless it is set.",
)
STATIC_DIR = env.folder(
    "STATIC_DIR",
    DATA_DIR / "static",
    "Where style sheets, fonts and scripts are collected. Under DATA_DIR unless it is set; an image holds its own.",
)
DEMONSTRATION = env.flag(
    "DEMONSTRATION",
    False,
    "Marks every page as a demonstration and keeps search engines out. `make serve` sets it; set it to false to leave.",
)
NOINDEX = env.flag("NOINDEX", DEMONSTRATION, "Asks search engines not to list any page.", shown="DEMONSTRATION")
SITE_NAME = env.text("SITE_NAME", "Keeping Bradford Safe", "The partnership's name, shown on every page.")
PUBLIC_URL = env.address(
    "PUBLIC_URL", "http://localhost:8000", "The address that readers type, used in feeds and e-mails."
)
EXIT_URL = env.address("EXIT_URL", "https://www.bbc.co.uk/weather", "Where “Leave this site” leads.")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [], "Host names that the site answers to.")
PACKAGE_HOST = env.text(
    "PACKAGE_HOST",
    "",
    "A host name for SCORM packages alone, on another registered domain than the site, and served by the same server. "
    "Empty: packages cannot be taken in. [How to](operators.md#packages).",
    takes="a host name without a port",
)
ALLOWED_HOSTS += [PACKAGE_HOST] if PACKAGE_HOST else []
BEHIND_PROXY = env.flag(
    "BEHIND_PROXY", False, "Trust X-Forwarded-Proto, when a proxy in front ends TLS and always sets it."
)
DATABASE_URL = env.text(
    "DATABASE_URL",
    "",
    "The database, e.g. postgres://user@host/name. Empty: SQLite under DATA_DIR.",
    takes="a database address",
)
DATABASE_REPLICA_URL = env.text(
    "DATABASE_REPLICA_URL",
    "",
    "A streaming replica of it that public pages are read from. [How it stays true](operators.md#many-machines).",
    takes="a postgres:// address",
    starts=("postgres://", "postgresql://"),
)
STORAGE_URL = env.text(
    "STORAGE_URL",
    "",
    "A private bucket for uploads and packages, s3://key:secret@host:port/bucket?region=…&tls=false. "
    "Empty: folders under DATA_DIR. [How to](operators.md#many-machines).",
    takes="an s3:// address",
    starts=("s3://",),
)
CACHE_URL = env.text(
    "CACHE_URL",
    "",
    "A shared cache, redis://host:6379/0. Empty: one in each process.",
    takes="a redis:// address",
    starts=("redis://", "rediss://", "unix://"),
)
PAGE_STORE = env.flag(
    "PAGE_STORE", True, "Keep public pages as files and answer from them. [How it works](operators.md#stored-pages)."
)
PAGE_STORE_DIR = env.folder(
    "PAGE_STORE_DIR",
    DATA_DIR / "pages",
    "Where public pages are kept, on a disk of this machine. Under DATA_DIR unless it is set.",
)
PAGE_STORE_MEGABYTES = env.number(
    "PAGE_STORE_MEGABYTES",
    1024,
    "Room for stored pages on disk; the ones made longest ago go first.",
    least=10,
    most=100_000,
)
PAGE_STORE_MEMORY_MEGABYTES = env.number(
    "PAGE_STORE_MEMORY_MEGABYTES",
    64,
    "Room for stored pages in the memory of each web process.",
    least=1,
    most=10_000,
)
CDN = env.table(
    "CDN",
    "The caches of a content delivery network that stored pages are purged from, as Wagtail’s WAGTAILFRONTENDCACHE. "
    "[How to](operators.md#stored-pages).",
)
CDN_SECONDS = env.number(
    "CDN_SECONDS",
    60,
    "How long a content delivery network may keep a page at most, should a purge not reach it.",
    least=1,
    most=86_400,
)
EMAIL_URL = env.text(
    "EMAIL_URL",
    "",
    "Outgoing mail server, smtp://user:password@host:587. Empty: mail is written to DATA_DIR/mail.",
    takes="an smtp:// address",
)
OIDC_PROVIDERS = env.text(
    "OIDC_PROVIDERS",
    "",
    "Organisations whose people sign in with their own account there (OpenID Connect). [Example](operators.md).",
    takes="a list in JSON",
)
MAIL_FROM = env.text("MAIL_FROM", "lantern@localhost", "The sender of the site's e-mails.")
CHECK_LINKS = env.flag(
    "CHECK_LINKS",
    not DEMONSTRATION,
    "Ask other sites: whether links to them still work, and for a feed that is imported. Set it to false where no request may leave.",
    shown="true; false while DEMONSTRATION",
)
LRS_URL = env.address(
    "LRS_URL",
    "",
    "The endpoint of a learning record store (xAPI 1.0.3) that is told what was begun, passed, failed and completed; "
    "`/statements` is added. Empty: nobody is told. [How to](operators.md#a-record-store-xapi).",
)
LRS_USERNAME = env.text("LRS_USERNAME", "", "The name with which the record store knows this site.")
LRS_PASSWORD = env.text("LRS_PASSWORD", "", "The password that belongs to it.")
LRS_AGENCIES = env.words(
    "LRS_AGENCIES",
    [],
    "Only what people of these agencies learn is told. Empty: everybody's.",
    takes="names of agencies, separated by commas",
)
UPLOAD_IMAGE_MEGABYTES = env.number(
    "UPLOAD_IMAGE_MEGABYTES", 10, "Largest image an editor may upload.", least=1, most=100
)
UPLOAD_DOCUMENT_MEGABYTES = env.number(
    "UPLOAD_DOCUMENT_MEGABYTES", 25, "Largest document or video an editor may upload.", least=1, most=500
)
UPLOAD_PACKAGE_MEGABYTES = env.number(
    "UPLOAD_PACKAGE_MEGABYTES", 300, "Largest SCORM package that may be uploaded.", least=1, most=2000
)
FEEDBACK_KEEP_DAYS = env.number(
    "FEEDBACK_KEEP_DAYS",
    180,
    "Days after which a reader's comment that is done is deleted; how many there were is kept.",
    least=1,
    most=3650,
)
RETENTION_MONTHS = env.numbers(
    "RETENTION_MONTHS",
    PROPOSED_MONTHS,
    "Months from closing until a concern may be deleted, by its outcome. The defaults are a proposal: "
    "the partnership [must decide](operators.md#how-long-concerns-are-kept).",
    least=1,
    most=1200,
)
CHASE_AFTER_DAYS = env.number(
    "CHASE_AFTER_DAYS",
    3,
    "Days after which a referral that no agency has acknowledged is marked in red, to be chased. Working Together asks "
    "children’s social care to answer within one working day; a weekend fits into three.",
    least=1,
    most=90,
)
TRAINING_FOLLOW_UP_WEEKS = env.number(
    "TRAINING_FOLLOW_UP_WEEKS",
    8,
    "Weeks after completing a training when its learner is asked, by one e-mail, what they have used of it.",
    least=6,
    most=12,
)
LEDGER_DIR = env.folder(
    "LEDGER_DIR",
    DATA_DIR / "ledger",
    "Where the list of deleted concerns is kept, for [restoring a backup](operators.md#restoring-a-backup). "
    "Under DATA_DIR unless it is set; best on another disk.",
)
METRICS_TOKEN = env.secret(
    "METRICS_TOKEN",
    "Whoever sends it as a bearer token gets figures for Prometheus at `/metrics`. Empty: there is no such address. "
    "[What they tell](operators.md#watching-it).",
    least=24,
)
METRICS_DIR = env.folder(
    "METRICS_DIR",
    DATA_DIR / "metrics",
    "Where the processes of one machine keep those figures between them; best in memory, such as below /run.",
)
LOG_FORMAT = env.choice(
    "LOG_FORMAT", "line", "How a log entry is written: a line to read, or an object in JSON.", ("line", "json")
)
LOGGING = logs.configuration(LOG_FORMAT)
CLAMD = env.service(
    "CLAMD",
    "",
    "The virus scanner (clamd) that looks through what reporters send before the desk gets it. "
    "Empty: nothing does. [How to](operators.md).",
)
LANGUAGE_CODES = env.words(
    "LANGUAGES",
    ["en", "ur", "pa", "pl"],
    "Languages of the public site, the first is the source.",
    takes="language codes separated by commas",
)

unknown = [code for code in LANGUAGE_CODES if code not in languages.KNOWN]
if unknown or LANGUAGE_CODES[:1] != [languages.SOURCE]:
    raise ImproperlyConfigured(
        f"LANGUAGES must start with {languages.SOURCE} and hold known codes; not known: {', '.join(unknown) or 'none'}."
    )

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
