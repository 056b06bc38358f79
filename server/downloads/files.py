"""The files that a build can be taken away in, as they become ready."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock

from ontology.exports import checksums as sums
from ontology.rdf.catalog import data_sets, files_of
from ontology.rdf.formats import FORMATS

MEDIA_TYPES: Mapping[str, str] = {
    **{form.ending: form.media_type for form in FORMATS.values()},
    ".csv": "text/csv",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".tsv": "text/tab-separated-values",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SUMS = sums.NAME
_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of downloads, as downloads.toml tells of it."""

    name: str
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its name below /data/, its format, where it lies, its size, its SHA-256 in hexadecimal digits."""

    name: str
    form: str
    path: Path
    bytes: int
    sha256: str

    @property
    def media_type(self) -> str:
        """By the end of its name."""
        return MEDIA_TYPES.get(self.path.suffix, _UNKNOWN)


@cache
def known_formats() -> Mapping[str, Format]:
    """Name → format, in the order in which they are made and listed."""
    table = tomllib.loads((files("server.downloads") / "files.toml").read_text(encoding="utf-8"))
    return {name: Format(name, **entry) for name, entry in table.items()}


class Downloads:
    """The files of one build, each format in a folder of its own that is there when all of it is ready.

    `state` says whether more will come: `being made`, `ready`, `failed` (it will not), `left out` (no folder).
    """

    def __init__(self, folder: Path | None = None, failed: Callable[[], bool] = lambda: False) -> None:
        self._folder, self._failed = folder, failed
        self._files: Mapping[str, Download] = {}
        self._ready: set[str] = set()
        self._lock = Lock()

    def files(self) -> Mapping[str, Download]:
        """Name → file, of the formats that are ready."""
        self.missing()
        return self._files

    def missing(self) -> list[str]:
        """Formats that are not ready, in the order in which they are made."""
        if self._folder is None:
            return []
        with self._lock:
            for form in [form for form in known_formats() if form not in self._ready]:
                self._look_for(self._folder / form, form)
            return [form for form in known_formats() if form not in self._ready]

    def state(self) -> str:
        """What may be expected of the files that are not there."""
        if self._folder is None:
            return "left out"
        if not self.missing():
            return "ready"
        return "failed" if self._failed() else "being made"

    def is_coming(self, name: str) -> bool:
        """Whether a format that is not ready will have a file of this name."""
        return self.state() == "being made" and any(_holds(form, name) for form in self.missing())

    def _look_for(self, folder: Path, form: str) -> None:
        try:
            lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
            found = [_download(form, folder, *line.split("  ", 1)) for line in lines]
        except OSError:
            return
        # What lies beside triples of any format is the same in all: the first counts.
        self._files = {**self._files, **{d.name: d for d in found if d.name not in self._files}}
        self._ready.add(form)


def checksums(found: Iterable[Download]) -> str:
    """All files as `sha256sum -c` reads them."""
    return "".join(f"{download.sha256}  {download.name}\n" for download in found)


def _download(form: str, folder: Path, sha256: str, name: str) -> Download:
    path = folder / name
    return Download(f"{_place(form)}{name}", form, path, path.stat().st_size, sha256)


def _place(form: str) -> str:
    """Triples lie in /data/ itself, where the edition says; what has many files, below its own name."""
    return "" if form in FORMATS else f"{form}/"


def _holds(form: str, name: str) -> bool:
    if form in FORMATS:
        return name in {files_of(found).get(form) for found in data_sets().values()}
    return name.startswith(f"{form}/")
