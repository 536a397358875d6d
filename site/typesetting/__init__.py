"""Tagged PDFs in any script that has a font here: what posters, certificates and records have in common."""
