"""Settings of the tests: the demonstration's, with a folder of their own and fast passwords."""

import os
import tempfile

# Never the folder of a real site. The workers of one run inherit the folder that its first process made.
if "LANTERN_TEST_DATA_DIR" not in os.environ:
    os.environ["LANTERN_TEST_DATA_DIR"] = tempfile.mkdtemp(prefix="lantern-test-")
os.environ["DATA_DIR"] = os.environ["LANTERN_TEST_DATA_DIR"]

from config.settings_demonstration import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests of the store itself switch both on; a served site has them.
PAGE_STORE = LOG_WHAT_PAGES_SHOW = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1", PACKAGE_HOST]
# At once, so that a story can go on; tests of the worker itself choose the database's.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
