"""The finder: what readers ask, which services answer it, in which order, and why."""
