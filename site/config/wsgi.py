"""The WSGI entry point; Granian serves `config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from pagestore.assembling import around  # noqa: E402 - it needs the settings

application = around(django_application)
