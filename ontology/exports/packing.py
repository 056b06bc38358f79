"""Compression that is reproducible: same file, same bytes."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path


def pack(path: Path) -> Path:
    """Compresses a file to `<name>.gz`, without name and time in it, and removes the file itself."""
    packed = path.with_name(f"{path.name}.gz")
    with path.open("rb") as plain, packed.open("wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as zipped:
        shutil.copyfileobj(plain, zipped, 1 << 20)
    path.unlink()
    return packed
