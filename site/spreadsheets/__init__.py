"""Tables that leave and enter: safe to open, strict to read."""
