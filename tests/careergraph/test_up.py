"""`careergraph up`: both answer, both stop, and no process is left."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.built import Built

Environment = Callable[[Path], dict[str, str]]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to send to another process")
PATIENCE = 120.0


@pytest.fixture
def process(
    script: str, built: Built, environment: Environment, tmp_path: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """`careergraph up` on free ports; what it says is in `log`."""
    command = [script, "up", "--port", "0", "--dashboard-port", "0"]
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(command, env=environment(built.home), stdout=log, stderr=log) as process,
    ):
        yield process
        process.terminate()


def said(folder: Path) -> str:
    return (folder / "log").read_text(encoding="utf-8")


def wait(until: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not until() and time.monotonic() < end:
        time.sleep(0.05)
    return until()


def processes() -> dict[int, tuple[int, str]]:
    """All that run: by id, the id of the one that started it, and its command."""
    told = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,ppid=,stat=,args="], stdout=subprocess.PIPE, check=True)
    lines = [line.split(maxsplit=3) for line in told.stdout.decode().splitlines()]
    return {int(line[0]): (int(line[1]), line[-1]) for line in lines if not line[2].startswith("Z")}


def started_by(process: int) -> dict[int, str]:
    """What it started, and what that started: commands by id."""
    everything, found = processes(), {process: ""}
    while more := {child: told for child, (by, told) in everything.items() if by in found and child not in found}:
        found |= more
    del found[process]
    return found


def gone(began: Iterable[int]) -> bool:
    return wait(lambda: not processes().keys() & set(began))


def at_work(process: int, name: str) -> int:
    """The process of this command below it, once that has started processes of its own."""

    def found() -> int | None:
        return next((child for child, told in started_by(process).items() if f" {name} --host" in told), None)

    assert wait(lambda: bool((there := found()) and started_by(there)))
    return found() or 0


@POSIX
def test_both_answer_until_they_are_told_to_stop_and_nothing_is_left(
    process: subprocess.Popen[bytes], built: Built, tmp_path: Path
) -> None:
    assert wait(lambda: "Ctrl-C stops both." in said(tmp_path))
    dashboard, server = re.findall(r"http://127\.0\.0\.1:\d+", said(tmp_path))
    assert httpx.get(f"{server}/health").json()["build"] == built.folder.name
    assert "<html" in httpx.get(f"{dashboard}/").text
    began = started_by(process.pid)
    assert len(began) > 2
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert said(tmp_path).endswith("Ctrl-C stops both.\nBoth have stopped.\n")
    assert gone(began)


@POSIX
def test_killed_it_leaves_no_process_behind(process: subprocess.Popen[bytes]) -> None:
    at_work(process.pid, "serve")
    at_work(process.pid, "dashboard")
    began = started_by(process.pid)
    process.kill()
    process.wait(PATIENCE)
    assert gone(began)


@POSIX
def test_where_one_ends_the_other_is_stopped(process: subprocess.Popen[bytes], tmp_path: Path) -> None:
    at_work(process.pid, "serve")
    dashboard = at_work(process.pid, "dashboard")
    began = started_by(process.pid)
    os.kill(dashboard, signal.SIGKILL)
    assert process.wait(PATIENCE) == 1
    assert "The dashboard was ended by signal 9, so everything was stopped.\n" in said(tmp_path)
    assert gone(began)


@pytest.mark.parametrize(("taken", "other"), [("--port", "--dashboard-port"), ("--dashboard-port", "--port")])
def test_a_port_that_is_in_use_is_named_before_anything_is_made(
    script: str, environment: Environment, tmp_path: Path, taken: str, other: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        done = subprocess.run(
            [script, "up", taken, str(port), other, "0"],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"careergraph: Port {port} of 127.0.0.1 is in use. Name another with {taken}; 0 takes a free one.\n"
    )
    assert list(tmp_path.iterdir()) == []
