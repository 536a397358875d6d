"""Files that reporters attach: taken in sealed, known by their first bytes, shown to the desk as clean copies."""
