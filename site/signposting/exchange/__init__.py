"""The way in and out: records from other councils' feeds and from spreadsheets, and ours as files."""
