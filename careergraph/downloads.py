"""The files of a build that the server offers: written by a process of its own, once for each build.

They lie in `exports/<build>/<format>/` of the home, beside `builds`, and stay for the next start.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Thread

from server.downloads.files import Downloads
from server.web.logs import LOG


class Making:
    """The process that writes what is missing. It ends with `close`, or with this one."""

    def __init__(self, home: Path, build: str) -> None:
        self._process: subprocess.Popen[str] | None = None
        self.downloads = Downloads(home / "exports" / build, self._failed)
        if self.downloads.missing():
            self._process = self._start(home, build)

    def _start(self, home: Path, build: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "careergraph.downloads", str(home), build],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
        )
        Thread(target=_follow, args=(process, build), name="downloads", daemon=True).start()
        return process

    def _failed(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def close(self) -> None:
        """Ends it; what is half done is removed by the next one."""
        if self._process:
            self._process.kill()
            self._process.wait()


def _follow(process: subprocess.Popen[str], build: str) -> None:
    """Tells what the process says, and how it ended."""
    assert process.stdout
    said = [line.rstrip() for line in process.stdout]
    code = process.wait()
    if code == 0:
        LOG.info("the downloads of build %s are ready", build)
    elif code > 0:
        LOG.error("the downloads of build %s could not be made: %s", build, "\n".join(said[-20:]))


def make(home: Path, build: str) -> None:
    """Writes the formats that are missing, the first ones first. Raises BuildError or OSError."""
    import portalocker

    import careergraph
    from careergraph.exports import export

    place = home / "exports"
    place.mkdir(parents=True, exist_ok=True)
    with (place / ".lock").open("a", encoding="utf-8") as lock:
        portalocker.lock(lock, portalocker.LockFlags.EXCLUSIVE)
        _remove_others(place, home / "builds")
        with careergraph.open(home) as base:
            if base.info.build != build:
                return  # a newer one took over, whose files another process makes
            for form in Downloads(place / build).missing():
                shutil.rmtree(place / build / form, ignore_errors=True)
                export(base, (form,), place / build / form, gzip=True, progress=lambda _: None)


def _remove_others(place: Path, builds: Path) -> None:
    """What was made of builds that are gone."""
    for folder in place.iterdir():
        if folder.is_dir() and not (builds / folder.name).is_dir():
            shutil.rmtree(folder, ignore_errors=True)


def main(arguments: Iterable[str]) -> None:
    """The process: home and build are its arguments; it ends when its standard input does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)
    home, build = arguments
    make(Path(home), build)


def _end_with_parent() -> None:
    # Not sys.stdin.read(), which holds a lock that the interpreter wants when it ends.
    with suppress(OSError):
        while os.read(0, 1 << 10):
            pass
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
