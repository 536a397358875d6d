"""What reporters and officers do, as named functions with all the rules."""
