"""The registry: tables, SQLite, CSV, Parquet and their description."""
