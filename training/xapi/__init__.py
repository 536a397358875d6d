"""Statements of the Experience API 1.0.3, for an agency's own record store (decision 0043)."""
