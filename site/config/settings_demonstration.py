"""What `make serve` uses: production settings on one machine, over http, for looking around.

`DEMONSTRATION=false` leaves demonstration mode; `check --deploy` then names what is still loose.
"""

import os

os.environ.setdefault("DEMONSTRATION", "true")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
if os.environ.get("HOST", "127.0.0.1") not in ("127.0.0.1", "localhost", "::1"):
    os.environ["ALLOWED_HOSTS"] += f",{os.environ['HOST']}"
os.environ.setdefault("PUBLIC_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
os.environ.setdefault("PACKAGE_HOST", "packages.localhost")

from config.settings import *

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
# So that it is easy to try; never at the desk.
SECOND_FACTOR_MAY_BE_SKIPPED = DEMONSTRATION

# Role (people.roles), name, e-mail address, password.
DEMONSTRATION_ACCOUNTS = [
    ("Site managers", "Mina Manager", "manager@lantern.example", "a-lamp-in-the-mill"),
    ("Publishers", "Paul Publisher", "publisher@lantern.example", "a-lamp-in-the-mill"),
    ("Editors", "Edie Editor", "editor@lantern.example", "a-lamp-in-the-mill"),
    ("Translators: Urdu", "Tariq Translator", "translator@lantern.example", "a-lamp-in-the-mill"),
    ("Safeguarding desk", "Dora Desk", "desk@lantern.example", "a-lamp-in-the-mill"),
    ("Safeguarding desk managers", "Hana Head", "head@lantern.example", "a-lamp-in-the-mill"),
    ("Safeguarding desk managers", "Dev Deputy", "deputy@lantern.example", "a-lamp-in-the-mill"),
    ("Safeguarding desk auditors", "Asif Auditor", "auditor@lantern.example", "a-lamp-in-the-mill"),
    ("Training leads", "Leo Lead", "lead@lantern.example", "a-lamp-in-the-mill"),
    ("Board", "Bea Board", "board@lantern.example", "a-lamp-in-the-mill"),
]
