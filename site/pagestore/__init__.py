"""Public pages as files, ahead of Django: kept, served, and thrown away when what they show changes (decision 0044)."""
