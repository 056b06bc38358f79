"""Reads an edition in a process of its own, for one that must not start threads itself.

As a program it writes the N-Triples of named graphs to its standard output, before each how many bytes there are.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, cast

from queries.sparql_engine import read_whole

_SIZE = 8


class Reader:
    """Named graphs, to be read one after the other, each as a file."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        command = [sys.executable, "-P", "-m", "queries.sparql_triples", str(folder), *names]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self._left = 0

    def next(self) -> BinaryIO:
        """The next named graph. Raises OSError where it cannot be read."""
        self._left = _SIZE
        self._left = int.from_bytes(self.read(_SIZE))
        return cast("BinaryIO", self)

    def read(self, size: int) -> bytes:
        """The next so many bytes; none at the end. Raises OSError."""
        assert self._process.stdout
        assert self._process.stderr
        wanted = min(size, self._left)
        found = self._process.stdout.read(wanted)
        if len(found) < wanted:
            raise OSError(self._process.stderr.read().decode().strip())
        self._left -= wanted
        return found


def _write(folder: Path, names: Sequence[str]) -> None:
    for name in names:
        triples = read_whole(folder, name)
        sys.stdout.buffer.write(len(triples).to_bytes(_SIZE))
        sys.stdout.buffer.write(triples)


if __name__ == "__main__":
    try:
        _write(Path(sys.argv[1]), sys.argv[2:])
    except OSError as error:
        sys.exit(str(error))
