"""Responses kept as they came: WARC files and an index of them in SQLite. Everything read later is read from here."""
