"""Golden files of exports, and what else their tests share."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

_GOLDEN = Path(__file__).parent / "golden"


def files_below(folder: Path) -> list[str]:
    """Names of all files below a folder, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def compare_with_golden(name: str, text: str) -> None:
    """Compares a text with golden/NAME; with CAREERGRAPH_GOLDEN=write it is written there instead.

    The software's own version reads VERSION there.
    """
    path, text = _GOLDEN / name, text.replace(f"{version('careergraph')}+", "VERSION+")
    if os.environ.get("CAREERGRAPH_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8", newline="\n")
    mend = "if meant: CAREERGRAPH_GOLDEN=write pytest tests/ontology/exports"
    assert text == path.read_text(encoding="utf-8"), mend
