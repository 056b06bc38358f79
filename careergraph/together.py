"""Commands that run side by side, each in a process of its own, and none without the others."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Event
from types import FrameType
from urllib.parse import urlsplit

from careergraph.tethered import GRACE

_LOOK_EVERY = 0.1
_LONGEST = GRACE + 5
# SIGHUP where a terminal is closed; on Windows SIGBREAK, there for the closing of a console, too.
_STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


class OneEnded(ChildProcessError):
    """One of them ended without being told to, and the others were stopped; its text is fit to show."""

    def __init__(self, name: str, code: int) -> None:
        how = f"ended by itself with exit code {code}" if code >= 0 else f"was ended by signal {-code}"
        super().__init__(f"The {name} {how}, so everything was stopped.")
        self.name, self.code = name, code


@dataclass(frozen=True, slots=True)
class Part:
    """What runs: its name, its address, the path there that answers 200 once it is well, and its command."""

    name: str
    address: str
    health: str
    command: Sequence[str]


def run(parts: Sequence[Part], ready: Callable[[], None]) -> None:
    """Runs them until a signal says stop; `ready` is called once all are well. Raises OneEnded.

    None of their processes is left, even where this one is killed. A second signal ends them at once.
    """
    with _signals() as told, _started(parts) as running:
        waiting = list(parts)
        while not told.wait(_LOOK_EVERY):
            for name, process in running.items():
                if (code := process.poll()) is not None:
                    raise OneEnded(name, code)
            if waiting:
                waiting = [part for part in waiting if not _well(part)]
                if not waiting:
                    ready()


@contextmanager
def _signals() -> Iterator[Event]:
    """An event that the first signal sets; the next one is a KeyboardInterrupt."""
    told = Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if told.is_set():
            raise KeyboardInterrupt
        told.set()

    before = {number: signal.signal(number, stop) for number in _STOPS}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _started(parts: Sequence[Part]) -> Iterator[Mapping[str, subprocess.Popen[bytes]]]:
    """Their processes by name; they are stopped at the end."""
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for part in parts:
            running[part.name] = _start(part.command)
        yield running
    finally:
        _stop(list(running.values()))


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "careergraph.tethered", *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        # Ctrl-C is for this process alone, which then tells the others.
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


def _stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        assert process.stdin
        process.stdin.close()
    end = time.monotonic() + _LONGEST
    try:
        with suppress(subprocess.TimeoutExpired):
            for process in processes:
                process.wait(max(0, end - time.monotonic()))
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _well(part: Part) -> bool:
    connection = HTTPConnection(urlsplit(part.address).netloc, timeout=2)
    try:
        connection.request("GET", part.health)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
