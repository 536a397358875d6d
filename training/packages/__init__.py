"""SCORM packages: read and refused, kept, served from a host of their own, and what their state means."""
