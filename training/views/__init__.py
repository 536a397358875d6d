"""Parse, call a journey, respond."""
