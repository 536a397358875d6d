"""The safeguarding desk at /desk/: its pages, for officers, managers and auditors."""
