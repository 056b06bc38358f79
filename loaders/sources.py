"""What a source's `.toml` says of it: what it is, whose it is, its files, sheets, columns and counts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ontology import identifiers
from ontology.nodes import Source

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSpec:
    """The columns of one sheet (a CSV file has one, without a name). `repeated` ones may stand several times."""

    used: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    duplicates: tuple[tuple[str, ...], ...] = ()

    @property
    def known(self) -> frozenset[str]:
        """All column names that may stand in the header."""
        return frozenset((*self.used, *self.ignored, *self.repeated))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpec:
    """An official file: the names it goes by, the first of them in locators, and its sheets.

    Where `several` is set, these are several files of one form, all of them read: each name is that of one, or a
    pattern; the checksum goes over all in the order of their names. A workbook's sheet "" is its first one.

    `address` is where its publisher should have it. None could be tried when they were written down; where one is
    wrong, `careergraph fetch` says so.
    """

    names: tuple[str, ...]
    sha256: str
    sheets: Mapping[str, SheetSpec]
    ignored_sheets: tuple[str, ...] = ()
    address: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpec:
    """One source. `counts` must hold when official files are read, `expect` in every finished graph.

    `compressed` names the shipped tables that are gzipped, for their size. `alternatives` are files that may stand
    for `files`: the shipped tables do not come out of them, so they have no checksum.
    """

    name: str
    title: str
    publisher: str
    rights: str
    url: str
    release: str
    citation: str
    note: str | None = None
    files: Mapping[str, FileSpec] = field(default_factory=dict)
    alternatives: Mapping[str, FileSpec] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    expect: Mapping[str, int] = field(default_factory=dict)
    non_codes: tuple[str, ...] = ()
    compressed: tuple[str, ...] = ()
    alt_titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Id of the Source node."""
        return identifiers.source(self.name)

    def node(self) -> Source:
        """The Source node that relationships name."""
        return Source(
            id=self.id,
            title=self.title,
            publisher=self.publisher,
            rights=self.rights,
            url=self.url,
            release=self.release,
            citation=self.citation,
            note=self.note,
            files=tuple(f"{f.names[0]} sha256:{f.sha256}" for f in self.files.values()),
        )

    def file(self, key: str) -> FileSpec:
        """The file or alternative with this key."""
        return self.files[key] if key in self.files else self.alternatives[key]

    def locator(self, file: str, sheet: str, row: str | int) -> str:
        """`file|sheet|row` for a row of one of this source's files, by the file's key."""
        return f"{self.file(file).names[0]}|{sheet}|{row}"


def source_spec(module: str) -> SourceSpec:
    """The spec in `<module>.toml` beside the module. Unknown keys raise TypeError."""
    raw = tomllib.loads((HERE / f"{module}.toml").read_text(encoding="utf-8"))
    for table in ("files", "alternatives"):
        raw[table] = {key: _file_spec(value) for key, value in raw.get(table, {}).items()}
    raw |= {key: tuple(raw.get(key, ())) for key in ("non_codes", "compressed")}
    raw["alt_titles"] = {code: tuple(titles) for code, titles in raw.get("alt_titles", {}).items()}
    return SourceSpec(**raw)


def _file_spec(raw: dict[str, Any]) -> FileSpec:
    sheets = {name: _sheet_spec(value) for name, value in raw.pop("sheets").items()}
    names, ignored = tuple(raw.pop("names")), tuple(raw.pop("ignored_sheets", ()))
    raw.setdefault("sha256", "")
    return FileSpec(names=names, sheets=sheets, ignored_sheets=ignored, **raw)


def _sheet_spec(raw: dict[str, Any]) -> SheetSpec:
    duplicates = tuple(tuple(key) for key in raw.pop("duplicates", ()))
    return SheetSpec(duplicates=duplicates, **{key: tuple(value) for key, value in raw.items()})
