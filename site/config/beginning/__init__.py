"""A partnership's own site on its first day."""
