"""What a process that answers queries may not do: open anything, take all memory. Windows has no such limits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import resource


@contextmanager
def sealed() -> Iterator[None]:
    """Within, this process cannot open any file or connection, whatever a query says."""
    if sys.platform == "win32":
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def limit_memory(megabytes: int) -> None:
    """From now on this process ends when it takes more."""
    if sys.platform != "win32":
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, hard))


def limit_growth(megabytes: int) -> None:
    """From now on this process ends when it takes so much more than it has, shared with others or not.

    Only Linux tells how much that is, and only Linux keeps to such a limit. No image of what it had is written.
    """
    status = Path("/proc/self/status")
    if sys.platform != "win32" and status.exists():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        limit_memory(megabytes + (int(status.read_text().split("VmData:")[1].split()[0]) >> 10))


def most_memory() -> int:
    """The most megabytes that this process ever held at once; 0 on Windows, which does not tell."""
    if sys.platform == "win32":
        return 0
    unit = 20 if sys.platform == "darwin" else 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> unit
