"""A server under test: started on a free port of loopback, stopped at the end."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 90.0
_ADDRESS = re.compile(r"http://[\w.:\[\]]+/\S*")


@dataclass(frozen=True)
class Running:
    """A server: its address without a slash at the end, its process, and the file of what it says."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self, longest: float = 30) -> int:
        """Tells it to stop; gives its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(longest)


@contextmanager
def started(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[Running]:
    """The server once it has told its address."""
    with log.open("wb") as out, subprocess.Popen(command, env=environment, stdout=out, stderr=out) as process:
        try:
            yield Running(_address(process, log), process, log)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(30)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if found := _ADDRESS.search(log.read_text(encoding="utf-8")):
            return found[0].rstrip("/")
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {log.read_text(encoding='utf-8')}")
