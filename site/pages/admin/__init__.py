"""Screens that Lantern adds to Wagtail's admin."""
