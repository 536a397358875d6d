"""What differs between installations: every setting that the environment can change, with its sentence in docs/settings.md.

A value that cannot be right stops the start with one sentence (config.env).
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import env, languages, record_stores
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
RECORD_STORES = record_stores.accounts(
    env.text(
        "RECORD_STORES",
        "",
        "Learning record stores (xAPI 1.0.3) that are told what was begun, passed, failed and completed. Empty: nobody is told. "
        "[Example](operators.md#record-stores-xapi).",
        takes="a list in JSON",
    )
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
