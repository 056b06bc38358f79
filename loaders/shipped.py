"""The shipped, normalised tables below `loaders/facts/`, one folder a source, one CSV file a table."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders.errors import SourceError

FACTS = Path(__file__).parent / "facts"
Fact = Mapping[str, str]
Facts = Mapping[str, Sequence[Fact]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a loader reads out of official files: its tables, and the counts that its `.toml` asserts.

    `uncounted` names those of the asserted counts that the files at hand cannot give.
    """

    tables: Facts
    counts: Mapping[str, int] = field(default_factory=dict)
    uncounted: frozenset[str] = frozenset()


class Shipped(Mapping[str, Sequence[Fact]]):
    """Shipped tables by name. A gzipped one is big, and not every build needs it: it is read when first used."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = {path.name.split(".")[0]: path for path in paths}
        self._tables = {name: _read(path) for name, path in self._paths.items() if path.suffix != ".gz"}

    def __getitem__(self, name: str) -> Sequence[Fact]:
        if name not in self._tables:
            self._tables[name] = _read(self._paths[name])
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def read_facts(source: str, folder: Path = FACTS) -> Facts:
    """Table name → rows, of one source. Raises SourceError where a row does not fit its header."""
    paths = sorted((folder / source).glob("*.csv*"))
    if not paths:
        raise SourceError("the shipped tables of this source; reinstall careergraph", file=str(folder / source))
    return Shipped(paths)


def write_facts(source: str, tables: Facts, folder: Path, compressed: Collection[str] = ()) -> list[Path]:
    """Writes one CSV file a table, the `compressed` ones gzipped; returns the paths. Same tables, same bytes."""
    paths = []
    for name, rows in tables.items():
        path = folder / source / (f"{name}.csv.gz" if name in compressed else f"{name}.csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        text = _text(rows).encode()
        path.write_bytes(gzip.compress(text, mtime=0) if name in compressed else text)
        paths.append(path)
    return paths


def many(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, joined by `|`."""
    return tuple(cell.split("|")) if cell else ()


def joined(values: Iterable[str]) -> str:
    """Several values in one cell. Raises ValueError where a value holds the joint."""
    found = list(values)
    if any("|" in value for value in found):
        raise ValueError(f"a value holds '|': {found}")
    return "|".join(found)


def _read(path: Path) -> list[Fact]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    reader = csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True)
    rows: list[Fact] = []
    for number, row in enumerate(reader, start=2):
        if None in row or None in row.values():
            raise SourceError("as many cells as the header has columns", file=str(path), row=number)
        rows.append(row)
    return rows


def _text(rows: Sequence[Fact]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
