"""An anonymous concern, sealed, answered, never lost; and the safeguarding desk that answers it."""
