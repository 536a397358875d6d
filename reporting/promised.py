"""What reporters are promised. A partnership that cannot keep it writes here what it can."""

READ_WITHIN_HOURS = 24
