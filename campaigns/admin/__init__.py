"""Screens that campaigns add to Wagtail's admin."""
