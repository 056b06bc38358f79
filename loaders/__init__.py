"""Official files to records: one module a source, its `.toml` beside it, its shipped tables in `facts/`."""
