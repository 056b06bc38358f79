"""The seal of a store's folder: written last, so that a folder without one was never finished.

It says what was loaded, and which files there must be; the engine itself reads a folder that has lost one as if
the nodes in it had never been.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from queries.store import StoreDamaged, StoreMissing

_NAME = "careergraph.json"

# The engine writes these whenever it closes the folder, be it read-only.
_CHANGING = ("last-tx-id.bin", "statistics.json", "database.lck", _NAME)


@dataclass(frozen=True, slots=True)
class Seal:
    """What was loaded: the graph's content hash, and the property names by label and by relationship type."""

    content_hash: str
    label_properties: dict[str, list[str]]
    type_properties: dict[str, list[str]]


def write_seal(path: Path, seal: Seal) -> None:
    """Seal a folder whose database is closed, and let whoever may read the seal read the rest."""
    text = json.dumps({**asdict(seal), "files": _sizes(path)}, indent=1, sort_keys=True)
    (path / _NAME).write_text(text + "\n", encoding="utf-8")
    mode = (path / _NAME).stat().st_mode
    for file in path.iterdir():
        file.chmod(mode)  # the engine keeps its schema to the user who made it


def read_seal(path: Path) -> Seal:
    """Return the seal of a folder whose files are all there, at their size; else StoreMissing, StoreDamaged."""
    if not path.is_dir():
        raise StoreMissing(path)
    try:
        found = json.loads((path / _NAME).read_text(encoding="utf-8"))
        files: dict[str, int] = found.pop("files")
        seal = Seal(**found)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(path, f"{_NAME} is missing or unreadable, so it was never finished") from error
    _check_files(path, files)
    return seal


def _check_files(path: Path, files: dict[str, int]) -> None:
    there = _sizes(path)
    for name, size in files.items():
        if name not in there:
            raise StoreDamaged(path, f"the file {name} is missing")
        if there[name] != size:
            raise StoreDamaged(path, f"the file {name} has {there[name]:,} bytes, not {size:,}")


def _sizes(path: Path) -> dict[str, int]:
    return {file.name: file.stat().st_size for file in path.iterdir() if file.name not in _CHANGING}
