"""What OLD and NEW of a comparison mean: builds, or releases of a source."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import portalocker

from careergraph.builds import BuildError, DamagedBuild, NoBuild, open_current
from careergraph.manifest import Manifest, read_manifest
from loaders.errors import SourceError
from loaders.pipeline import LOADERS, OFFICIAL
from loaders.shipped import Facts, read_facts
from loaders.sources import SourceSpec
from loaders.tables import OfficialFiles
from ontology import tables
from ontology.codes import CodePlace, cip_place, naics_place, soc_place
from ontology.graph import CareerGraph

CURRENT, SHIPPED = "current", "shipped"
CODE_SYSTEMS = ("naics", "soc", "cip")
_LISTED = 10


class NoSuchSide(ValueError):
    """OLD or NEW names nothing that can be compared; the text is fit to show."""


class UnreadableBuild(BuildError):
    """The tables of a build are missing, damaged, or those of another careergraph."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"The graph of the build in {folder} cannot be read: {why}")
        self.folder = folder


@dataclass(frozen=True, slots=True)
class BuildSide:
    """A build that is being read: where it is, what it says of itself."""

    folder: Path
    manifest: Manifest

    def graph(self) -> CareerGraph:
        """The whole graph. Raises UnreadableBuild."""
        try:
            graph = tables.read_parquet(self.folder / "graph")
        except (ValueError, KeyError, TypeError, OSError) as error:  # Arrow's own errors are some of these
            raise UnreadableBuild(self.folder, str(error)) from error
        if graph.content_hash() != self.manifest.content_hash:
            why = "its tables hold another graph than its manifest says; another careergraph may have made it"
            raise UnreadableBuild(self.folder, why)
        return graph


@contextmanager
def held(folder: Path) -> Iterator[BuildSide]:
    """The build in a folder, which stays there while it is read. Raises DamagedBuild."""
    with ExitStack() as stack:
        lock = folder / "lock"
        if lock.is_file():  # a copy may do without
            portalocker.lock(stack.enter_context(lock.open(encoding="utf-8")), portalocker.LockFlags.SHARED)
        try:
            manifest = read_manifest(folder / "manifest.json")
        except (ValueError, FileNotFoundError) as error:
            raise DamagedBuild(folder, str(error)) from error
        yield BuildSide(folder, manifest)


def build_folder(named: str, home: Path) -> Path:
    """The folder of the build that is named: `current`, an id or its beginning, or a path.

    Raises NoSuchSide, NoBuild or DamagedBuild.
    """
    if named == CURRENT:
        now = open_current(home)
        now.close()
        return now.folder
    known = _builds(home)
    found = [name for name in known if named and name.startswith(named)]
    found = [named] if named in found else found
    path = Path(named).expanduser()
    if len(found) == 1:
        return home / "builds" / found[0]
    if named and path.exists():
        return _checked(path)
    if found:
        raise NoSuchSide(f"{named!r} begins the ids of several builds: {_listed(found)}")
    if os.sep in named or "/" in named:
        raise NoSuchSide(f"there is no folder {named}")
    if not known:
        raise NoBuild(home)
    raise NoSuchSide(_no_build(named, home, known))


def build_before(build: str, home: Path) -> Path | None:
    """The folder of the newest build that is older than this one; None where there is none."""
    older = [name for name in _builds(home) if name < build]
    return home / "builds" / older[0] if older else None


def _builds(home: Path) -> list[str]:
    """Ids of the builds of a home, the newest first."""
    builds = home / "builds"
    if not builds.is_dir():
        return []
    found = [p.name for p in builds.iterdir() if (p / "manifest.json").is_file() and not p.name.startswith(".")]
    return sorted(found, reverse=True)


def _checked(path: Path) -> Path:
    lacking = [name for name in ("manifest.json", "graph") if not (path / name).exists()]
    if not lacking:
        return path.absolute()
    inside = _builds(path) or _builds(path.parent if path.name == "builds" else path)
    hint = f"; it holds builds, name one of them: {_listed(inside)}" if inside else ""
    files = "" if inside else "; folders of official files are compared with --source NAME"
    raise NoSuchSide(f"{path} is no build: it has no {' and no '.join(lacking)}{hint}{files}")


def _no_build(named: str, home: Path, known: list[str]) -> str:
    near = get_close_matches(named, known, 3)
    hint = f"near it: {', '.join(near)}" if near else f"there are {CURRENT}, {_listed(known)}"
    kept = "a build removes those of before, unless it is made with --keep"
    return f"there is no build {named!r} in {home}; {hint} ({kept})"


def _listed(names: list[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")


@dataclass(frozen=True, slots=True)
class Release:
    """A release of a source: its tables, what its loader counts, which files are not those of the known one."""

    named: str
    tables: Facts
    counts: Mapping[str, int]
    differing: tuple[str, ...]


def release(named: str, source: str) -> Release:
    """The release that is named: `shipped`, or a folder that holds the official files.

    Other counts than those of the known release are fine. Raises NoSuchSide, or SourceError at a surprise.
    """
    spec = OFFICIAL[source].SOURCE
    if named == SHIPPED:
        return Release(named, _with_parents(source, read_facts(source)), spec.counts, ())
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise NoSuchSide(
            f"there is no folder {named}; with --source, OLD and NEW are folders of official files, or {SHIPPED}"
        )
    known = {name: read_facts(name) for name in LOADERS if name != source}
    files = OfficialFiles(folder, spec)
    try:
        reading = OFFICIAL[source].read(files, known)
    except SourceError as error:
        raise _placed(error, folder) from error
    differing = _differing(spec, files.checksums())
    return Release(str(folder.absolute()), _with_parents(source, reading.tables), reading.counts, differing)


def _placed(error: SourceError, folder: Path) -> SourceError:
    """The error with the folder, since both sides have files of the same names."""
    file = error.file if str(folder) in f"{error.file} {error.expected}" else f"{folder}: {error.file}"
    place = {"sheet": error.sheet, "column": error.column}
    return SourceError(error.expected, file=file, row=error.row, value=error.value, **place)


def _differing(spec: SourceSpec, checksums: Mapping[str, str]) -> tuple[str, ...]:
    known = {file.names[0]: file.sha256 for file in spec.files.values()}
    return tuple(name for name, checksum in checksums.items() if known.get(name) != checksum)


def _with_parents(source: str, found: Facts) -> Facts:
    """The tables; that of a code system with the code above each one, as a column `parent`."""
    if source not in CODE_SYSTEMS:
        return found
    codes = {fact["code"] for fact in found["codes"]}
    places: dict[str, Callable[[str], CodePlace]] = {
        "naics": naics_place,
        "soc": lambda code: soc_place(code, codes),
        "cip": cip_place,
    }
    place = places[source]
    rows = [{**fact, "parent": place(fact["code"]).parent or ""} for fact in found["codes"]]
    return {**found, "codes": rows}
