"""Official files from their publishers into a folder. No other part of the program goes online."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx

from loaders.fetch_errors import FetchError, FetchFailed, NoAddress, WrongContent
from loaders.fetch_files import Fetched, Wanted
from loaders.fetch_http import Progress, client, download
from loaders.sources import SourceSpec


def _quiet(_file: str, _got: int, _total: int | None) -> None:
    pass


def fetch(
    sources: Sequence[SourceSpec],
    folder: Path,
    *,
    progress: Progress = _quiet,
    timeout: float = 30.0,
    transport: httpx.BaseTransport | None = None,
) -> list[Fetched]:
    """The official files of the sources, below `folder`, downloaded as `<source>/<file>` where they are missing.

    `timeout` is in seconds, for each answer and each further piece. What an interrupted download got is gone on
    from. All files are tried; FetchFailed then names those that could not be had.
    """
    done: list[Fetched] = []
    errors: list[FetchError] = []
    with client(timeout, transport) as http:
        for wanted in _wanted(sources, folder):
            try:
                done.append(_fetch(http, wanted, folder, progress))
            except FetchError as error:
                errors.append(error)
    if errors:
        raise FetchFailed(errors, done)
    return done


def _wanted(sources: Sequence[SourceSpec], folder: Path) -> Iterator[Wanted]:
    for source in sources:
        for file in source.files.values():
            path = folder / source.name / file.names[0]
            yield Wanted(file.names, file.address, source.url, path, file.sha256)


def _fetch(http: httpx.Client, wanted: Wanted, folder: Path, progress: Progress) -> Fetched:
    held = _held(wanted, folder)
    if held is not None:
        return held
    if not wanted.address:
        raise NoAddress(wanted)
    wanted.path.parent.mkdir(parents=True, exist_ok=True)
    resumed = download(http, wanted, progress)
    if resumed and _sha256(wanted.part) != wanted.sha256:
        # Pieces of two versions, perhaps: only a whole download can tell.
        wanted.discard_part()
        resumed = download(http, wanted, progress)
    return _finished(wanted, resumed)


def _held(wanted: Wanted, folder: Path) -> Fetched | None:
    """The file, if it need not be fetched: it is right, or somebody put one under one of its names elsewhere."""
    there = {p: _sha256(p) for name in wanted.names for p in sorted(folder.rglob(name)) if p.is_file()}
    for path, sha256 in there.items():
        if sha256 == wanted.sha256:
            return Fetched(wanted.name, path, "already there", sha256)
    for path, sha256 in there.items():
        # A second copy below the folder would stop the build.
        if path != wanted.path:
            return Fetched(wanted.name, path, "differs", sha256)
    return None


def _finished(wanted: Wanted, resumed: bool) -> Fetched:
    """Gives the complete part its name. Raises WrongContent where it is no file of this kind."""
    sha256 = _sha256(wanted.part)
    expected, found = _surprise(wanted.part, wanted.path.suffix) if sha256 != wanted.sha256 else ("", "")
    if found:
        wanted.discard_part()
        raise WrongContent(wanted, expected=expected, found=found)
    wanted.part.replace(wanted.path)
    wanted.discard_part()
    status = "differs" if sha256 != wanted.sha256 else "resumed" if resumed else "fetched"
    return Fetched(wanted.name, wanted.path, status, sha256)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _surprise(path: Path, suffix: str) -> tuple[str, str]:
    """What a file of this kind should be, and what this one is where it is something else."""
    expected = {".xlsx": "an .xlsx workbook", ".csv": "a CSV file"}.get(suffix, f"a {suffix} file")
    head = path.read_bytes()[:1024].lower()
    if not head:
        return expected, "nothing"
    if b"<html" in head or b"<!doctype" in head:
        return expected, "a web page"
    if suffix == ".xlsx" and not head.startswith(b"pk\x03\x04"):
        return expected, "something else"
    if suffix == ".xlsx" and not _whole(path):
        return expected, "a cut off or damaged one"
    if suffix == ".csv" and b"\0" in head:
        return expected, "something that is not text"
    return expected, ""


def _whole(workbook: Path) -> bool:
    try:
        with zipfile.ZipFile(workbook) as archive:
            return archive.testzip() is None
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error):
        return False
