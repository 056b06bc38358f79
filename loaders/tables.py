"""Strict rows out of official spreadsheets and CSV files: every column is used, named as ignored, or raises."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import warnings
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NoReturn
from zipfile import BadZipFile

import openpyxl

from loaders.errors import SourceError
from loaders.sources import FileSpec, SheetSpec, SourceSpec

Cells = Sequence[str]
# What openpyxl raises for a broken workbook; SyntaxError is that of its XML.
_DAMAGE = (BadZipFile, EOFError, KeyError, OSError, SyntaxError, ValueError, zlib.error)
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Row:
    """One row as texts. `number` is what a spreadsheet shows at its left edge, from 1."""

    file: str
    sheet: str
    number: int
    cells: dict[str, tuple[str, ...]]

    def __getitem__(self, column: str) -> str:
        return self.cells[column][0]

    def all(self, column: str) -> tuple[str, ...]:
        """The filled cells of a column that stands several times."""
        return tuple(cell for cell in self.cells[column] if cell)

    def wrong(self, column: str, expected: str) -> NoReturn:
        """Raises SourceError for this row's value in `column`."""
        raise SourceError(
            expected, file=self.file, sheet=self.sheet, row=self.number, column=column, value=self[column]
        )


class OfficialFiles:
    """The official files of one source below a folder, found by name at any depth."""

    def __init__(self, folder: Path, source: SourceSpec) -> None:
        self.folder, self.source = folder, source

    def path(self, key: str) -> Path:
        """Path of the file with this key in the `.toml`. Raises SourceError where there is not just one."""
        names = self.source.file(key).names
        found = [path for name in names for path in self._below(name)]
        if len(found) != 1:
            places = ", ".join(str(p) for p in found) or "none"
            raise SourceError(
                f"one file {' or '.join(names)} below {self.folder} (get it from {self.source.url}), not {places}",
                file=names[0],
            )
        return found[0]

    def paths(self, key: str) -> list[Path]:
        """Path of the file with this key, or of its several ones in the order of their names.

        Raises SourceError where one is missing or stands twice.
        """
        spec = self.source.file(key)
        if not spec.several:
            return [self.path(key)]
        found = {name: self._below(name) for name in spec.names}
        paths = sorted((path for paths in found.values() for path in paths), key=lambda path: path.name)
        twice = [path.name for path, after in pairwise(paths) if path.name == after.name]
        lacking = [name for name in spec.names if not found[name]]
        for name, what in [*((name, "none") for name in lacking), *((name, "several") for name in twice)]:
            raise SourceError(
                f"one file below {self.folder} (get it from {self.source.url}), not {what}", file=name
            )
        return paths

    def has(self, key: str) -> bool:
        """Whether a file with this key is there."""
        return any(self._below(name) for name in self.source.file(key).names)

    def _below(self, name: str) -> list[Path]:
        return sorted(path for path in self.folder.rglob(name) if path.is_file())

    def checksums(self) -> dict[str, str]:
        """File name → SHA-256 of the file that is there, or of its several ones, one behind the other.

        Files that alternatives stand for need not be there.
        """
        return {
            spec.names[0]: _sha256(self.paths(key))
            for key, spec in self.source.files.items()
            if self.has(key) or not self.source.alternatives
        }

    def rows(self, key: str, sheet: str = "") -> list[Row]:
        """The filled rows below the header of a sheet, of all files with this key.

        Raises SourceError at the first surprise.
        """
        spec = self.source.file(key)
        return [row for path in self.paths(key) for row in _rows(path, spec, sheet)]


def _rows(path: Path, spec: FileSpec, sheet: str) -> Iterator[Row]:
    lines = _csv_lines(path) if path.suffix in (".csv", ".gz") else _xlsx_lines(path, spec, sheet)
    return _strict_rows(lines, spec.sheets[sheet], file=path.name, sheet=sheet)


def _sha256(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def unique(rows: Sequence[Row], columns: Sequence[str], spec: SheetSpec) -> tuple[list[Row], list[Row]]:
    """Rows without repeats, and the repeats, by `columns`; only repeats named in the `.toml` are allowed."""
    first: dict[tuple[str, ...], Row] = {}
    repeats = []
    for row in rows:
        key = tuple(row[column] for column in columns)
        if key in first and key not in spec.duplicates:
            row.wrong(
                columns[-1],
                f"each {' × '.join(columns)} once; {' × '.join(key)} stands in row {first[key].number}",
            )
        if key in first:
            repeats.append(row)
        else:
            first[key] = row
    return list(first.values()), repeats


def _clean(value: object) -> str:
    """A cell as text: numbers as digits, curly quotes straight, white space collapsed, `="01"` unwrapped."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str("" if value is None else value).translate(_QUOTES).split())
    return text[2:-1] if text.startswith('="') and text.endswith('"') else text


def _csv_lines(path: Path) -> Iterator[tuple[int, Cells]]:
    try:
        text = _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"UTF-8 text ({error})", file=path.name) from error
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
            yield number, [_clean(cell) for cell in cells]
    except csv.Error as error:
        raise SourceError(f"a whole CSV file; this one is cut off or damaged ({error})", file=path.name) from error


def _bytes(path: Path) -> bytes:
    try:
        return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise SourceError(
            f"a whole gzip file; this one is cut off or damaged ({error})", file=path.name
        ) from error


def _xlsx_lines(path: Path, spec: FileSpec, sheet: str) -> Iterator[tuple[int, Cells]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            # Out of memory: openpyxl leaves the file of a damaged workbook open.
            book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)
    except _DAMAGE as error:
        raise _damaged(path, error) from error
    try:
        _check_sheets(book.sheetnames, spec, path.name)
        sheet = sheet or book.sheetnames[0]
        # openpyxl reads a sheet only now, row by row.
        for number, cells in enumerate(book[sheet].iter_rows(values_only=True), start=1):
            yield number, [_clean(cell) for cell in cells]
    except SourceError:
        raise
    except _DAMAGE as error:
        raise _damaged(path, error) from error
    finally:
        book.close()


def _damaged(path: Path, error: Exception) -> SourceError:
    return SourceError(f"a whole .xlsx workbook; this one is cut off or damaged ({error})", file=path.name)


def _check_sheets(found: Sequence[str], spec: FileSpec, file: str) -> None:
    known = {name or found[0] for name in spec.sheets}
    for name in known:
        if name not in found:
            raise SourceError(f"a sheet {name!r}; the workbook has {', '.join(map(repr, found))}", file=file)
    for name in found:
        if name not in known and name not in spec.ignored_sheets:
            raise SourceError("only sheets that the loader knows", file=file, sheet=name, value=name)


def _strict_rows(lines: Iterator[tuple[int, Cells]], spec: SheetSpec, *, file: str, sheet: str) -> Iterator[Row]:
    header = _header(lines, spec, file=file, sheet=sheet)
    for number, cells in lines:
        if not any(cells):
            continue
        row: dict[str, list[str]] = {name: [] for name in spec.known}
        for index, cell in enumerate(cells):
            name = header[index] if index < len(header) else ""
            if name in row and (name in spec.repeated or not row[name]):
                row[name].append(cell)
            elif cell:
                expected = "nothing outside the columns of the header"
                raise SourceError(
                    expected, file=file, sheet=sheet, row=number, column=f"no. {index + 1}", value=cell
                )
        yield Row(file, sheet, number, {name: tuple(found) or ("",) for name, found in row.items()})


def _header(lines: Iterator[tuple[int, Cells]], spec: SheetSpec, *, file: str, sheet: str) -> Cells:
    """The first line that holds all columns; the rows above it may say anything."""
    closest: tuple[int, Cells] = (0, ())
    wanted = {name for name in spec.known if name}
    for number, cells in lines:
        if wanted <= set(cells):
            _check_header(number, cells, spec, file=file, sheet=sheet)
            return cells
        if len(wanted & set(cells)) > len(wanted & set(closest[1])):
            closest = number, cells
    missing = sorted(wanted - set(closest[1]))
    names = ", ".join(repr(c) for c in closest[1] if c)
    seen = f"the closest row, {closest[0]}, has {names}" if names else "no row has any of the columns"
    columns = "column" if len(missing) == 1 else "columns"
    raise SourceError(f"a header row with the {columns} {', '.join(missing)}; {seen}", file=file, sheet=sheet)


def _check_header(number: int, cells: Cells, spec: SheetSpec, *, file: str, sheet: str) -> None:
    for name in cells:
        if name and name not in spec.known:
            expected = "only columns that the loader uses or names as ignored"
            raise SourceError(expected, file=file, sheet=sheet, row=number, column=name, value=name)
        if name and name not in spec.repeated and list(cells).count(name) > 1:
            raise SourceError("each column once", file=file, sheet=sheet, row=number, column=name, value=name)
