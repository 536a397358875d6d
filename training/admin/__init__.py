"""Training's screens in Wagtail's admin."""
