"""Processes that should have ended, and a program that is killed while it asks."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PATIENCE = 30.0


def in_time(true: Callable[[], bool]) -> bool:
    """Whether it becomes true before patience ends."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def gone(processes: Iterable[int]) -> bool:
    """Whether all of them end in time; who has no parent left may stay unburied."""
    waiting = set(processes)

    def all_gone() -> bool:
        waiting.difference_update([process for process in waiting if _has_ended(process)])
        return not waiting

    return in_time(all_gone)


def _has_ended(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    told = Path(f"/proc/{process}")
    try:
        # Its first thread may have ended before the others.
        return (told / "stat").read_text().split()[2] == "Z" and len(list((told / "task").iterdir())) == 1
    except FileNotFoundError:
        return Path("/proc/self").exists()


def killed_amid(make: str, ask: str) -> list[int]:
    """Ids of the processes of a pool, once the program is killed that made it by `make` and asked it by `ask`."""
    lines = [
        "import sys, threading, time",
        "from pathlib import Path",
        make,
        f"threading.Thread(target=lambda: {ask}, daemon=True).start()",
        "while not pool.ready(): time.sleep(0.1)",
        "time.sleep(0.5)",
        "print(*pool.pids(), flush=True)",
        "time.sleep(600)",
    ]
    command = [sys.executable, "-c", "\n".join(lines)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        found = [int(number) for number in program.stdout.readline().split()]
        program.kill()
    return found
