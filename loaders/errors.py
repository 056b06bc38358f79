"""What stops a loader: one message that names the place, the value and the expectation."""

from __future__ import annotations


class SourceError(ValueError):
    """An official file or shipped table is not as its `.toml` says."""

    def __init__(
        self,
        expected: str,
        *,
        file: str,
        sheet: str = "",
        row: int | None = None,
        column: str = "",
        value: object = None,
    ) -> None:
        place = [
            file,
            f"sheet {sheet!r}" * bool(sheet),
            f"row {row}" * (row is not None),
            f"column {column!r}" * bool(column),
        ]
        found = f"found {value!r}; " if value is not None else ""
        super().__init__(f"{', '.join(p for p in place if p)}: {found}expected {expected}")
        self.file, self.sheet, self.row, self.column = file, sheet, row, column
        self.value, self.expected = value, expected
