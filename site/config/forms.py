"""Forms look the same everywhere: Django's own renderer with Lantern's templates first."""

from django.forms.renderers import TemplatesSetting


class LanternFormRenderer(TemplatesSetting):
    """Finds form and widget templates among the apps' templates, so that apps can restyle them."""
