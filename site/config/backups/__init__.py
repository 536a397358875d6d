"""Backup and restore: the database, the files, and what is kept apart from both (docs/operators.md, decision 0048)."""
