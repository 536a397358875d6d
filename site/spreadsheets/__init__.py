"""Tables as files that open in a spreadsheet, and back. A plain package: it knows no model."""
