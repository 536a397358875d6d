"""The blocks that pages are made of. A block, its template and its style sheet have one name."""
