"""The edition as files."""
