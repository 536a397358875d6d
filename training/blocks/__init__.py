"""What modules and question banks are made of. A block, its template and its style sheet have one name."""
