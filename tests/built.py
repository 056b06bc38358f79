"""A build of the shipped facts by the console script, made once for all tests and all workers."""

from __future__ import annotations

import pickle
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import portalocker


@dataclass(frozen=True)
class Built:
    """A home with one build, what the console script said when it made it, and when each step began."""

    home: Path
    out: str
    steps: list[str]
    began: list[float]
    seconds: float

    @property
    def folder(self) -> Path:
        """The folder of the build."""
        builds = self.home / "builds"
        return builds / (builds / "current").read_text(encoding="utf-8").strip()


def build_with(script: str, home: Path, environment: Mapping[str, str], *arguments: str) -> Built:
    """Runs `careergraph build` in a process of its own."""
    pipe, start = subprocess.PIPE, time.monotonic()
    steps, began = [], []
    with subprocess.Popen(
        [script, "build", *arguments], env=environment, stdout=pipe, stderr=pipe, text=True
    ) as process:
        assert process.stderr
        assert process.stdout
        for line in process.stderr:
            steps.append(line.strip())
            began.append(time.monotonic() - start)
        out = process.stdout.read()
    assert process.returncode == 0, steps
    return Built(home, out, steps, began, time.monotonic() - start)


def once(file: Path, make: Callable[[], Built]) -> Built:
    """What `make` gives: kept in a file by the worker that is first, read there by the others, which wait."""
    with file.with_suffix(".lock").open("a", encoding="utf-8") as handle:
        portalocker.lock(handle, portalocker.LockFlags.EXCLUSIVE)
        if not file.exists():
            file.write_bytes(pickle.dumps(make()))
    found = pickle.loads(file.read_bytes())
    assert isinstance(found, Built)
    return found
