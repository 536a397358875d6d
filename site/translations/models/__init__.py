"""What is translated, and how far each language is."""

from translations.models.original import Original
from translations.models.version import State, Version

__all__ = ["Original", "State", "Version"]
