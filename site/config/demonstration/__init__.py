"""Loads the demonstration site: written content in YAML, translations in PO files, through Wagtail's own doors."""
