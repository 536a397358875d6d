"""Figures for the board: counted from opened reports, and protected so that no number tells of a person."""
