"""How the server starts and stops, and what it leaves behind."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.built import Built
from tests.server.running import Running, started

Environment = Callable[[Path], dict[str, str]]
LARGE = "/data/published.ttl.gz"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to send to another process")


@pytest.fixture
def own(script: str, built: Built, environment: Environment, tmp_path: Path) -> Iterator[Running]:
    """A server of the test's own, on all addresses, with the downloads that the shared one makes."""
    command = [script, "serve", "--port", "0", "--host", "0.0.0.0"]
    with started(command, environment(built.home), tmp_path / "log") as running:
        end = time.monotonic() + 120
        while httpx.head(running.url + LARGE).status_code != 200:
            assert time.monotonic() < end
            time.sleep(0.2)
        yield running


def children(process: int) -> list[int]:
    """Processes that a process started, and those that they started, as Linux tells it."""
    found = Path(f"/proc/{process}/task").glob("*/children")
    direct = [int(child) for tasks in found for child in tasks.read_text().split()]
    return [*direct, *(below for child in direct for below in children(child))]


def with_processes(server: Running) -> list[int]:
    """The processes of a server that has started all of them."""
    end = time.monotonic() + 120
    while "starting" in httpx.get(f"{server.url}/health", timeout=60).json().values():
        assert time.monotonic() < end
        time.sleep(0.2)
    found = children(server.process.pid)
    assert found or not Path("/proc").is_dir()
    return found


def alive(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return status != "Z"


@contextmanager
def slow_download(url: str) -> Iterator[tuple[httpx.Response, Iterator[bytes]]]:
    """A download of which the first bytes were read, and which is too large to be under way already."""
    options = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)]
    with (
        httpx.Client(transport=httpx.HTTPTransport(socket_options=options), timeout=30) as client,
        client.stream("GET", url) as response,
    ):
        yield response, response.iter_raw(1024)


@POSIX
def test_a_request_under_way_ends_and_nothing_is_left(own: Running) -> None:
    began = with_processes(own)
    with slow_download(own.url + LARGE) as (response, parts):
        body = next(parts)
        own.process.send_signal(signal.SIGTERM)
        _wait_for(own, "stopping")
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{own.url}/health")
        body += b"".join(parts)
    assert response.headers["etag"] == f'"{hashlib.sha256(body).hexdigest()}"'
    assert own.process.wait(30) == 0
    assert "Traceback" not in own.log.read_text(encoding="utf-8")
    assert _gone(began)


@POSIX
def test_control_c_stops_it_and_a_second_one_at_once(own: Running) -> None:
    began = with_processes(own)
    with slow_download(own.url + LARGE) as (_, parts):
        next(parts)
        own.process.send_signal(signal.SIGINT)
        _wait_for(own, "stopping")
        assert own.process.poll() is None
        own.process.send_signal(signal.SIGINT)
        assert own.process.wait(5) == 130
    assert "Traceback" not in own.log.read_text(encoding="utf-8")
    assert _gone(began)


@POSIX
def test_control_c_is_how_one_stops_it_and_no_request_is_logged_where_nobody_wants_it(
    script: str, built: Built, environment: Environment, tmp_path: Path
) -> None:
    command = [script, "serve", "--port", "0", "--no-access-log", "--no-data"]
    with started(command, environment(built.home), tmp_path / "log") as running:
        with httpx.Client(base_url=running.url, timeout=60) as idle:
            assert idle.get("/health?private").status_code == 200
            running.process.send_signal(signal.SIGINT)
            assert running.process.wait(8) == 0
        told = running.log.read_text(encoding="utf-8")
    assert '"message": "stopped"' in told
    assert "private" not in told


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="tells processes apart as Linux does")
def test_killed_it_leaves_no_process_behind(own: Running) -> None:
    began = with_processes(own)
    own.process.kill()
    own.process.wait(10)
    assert _gone(began)


def _wait_for(server: Running, word: str) -> None:
    end = time.monotonic() + 10
    while word not in server.log.read_text(encoding="utf-8"):
        assert time.monotonic() < end
        time.sleep(0.02)


def _gone(processes: list[int]) -> bool:
    end = time.monotonic() + 10
    while any(map(alive, processes)) and time.monotonic() < end:
        time.sleep(0.05)
    return not any(map(alive, processes))


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--host", "192.0.2.1"], 1, "'192.0.2.1' is no address of this machine. Name one with --host"),
        (["--host", "no host"], 1, "'no host' is no address of this machine"),
        (["--port", "65536"], 2, "less than or equal to 65535"),
        (["--prefix", "/a b"], 2, "'/a b' is no path; name one such as /graph"),
        (["--prefix", "/../x"], 2, "is no path"),
    ],
)
def test_what_cannot_be_is_said_before_the_build_is_opened(
    script: str, built: Built, environment: Environment, arguments: list[str], code: int, told: str
) -> None:
    done = _fails([script, "serve", "--port", "0", *arguments], environment(built.home))
    assert done.returncode == code
    assert told in " ".join(re.sub(r"[│╭╮╰╯─]", " ", done.stderr).split())
    assert "Opening" not in done.stdout


def test_a_port_that_is_in_use(script: str, built: Built, environment: Environment, server: Running) -> None:
    port = server.url.rsplit(":", 1)[1]
    done = _fails([script, "serve", "--port", port], environment(built.home))
    assert done.returncode == 1
    assert done.stderr == (
        f"careergraph: Port {port} of 127.0.0.1 is in use. Name another with --port; 0 takes a free one.\n"
    )


def test_without_a_build_it_says_how_to_make_one(script: str, environment: Environment, tmp_path: Path) -> None:
    done = _fails([script, "serve", "--port", "0"], environment(tmp_path))
    assert done.returncode == 4
    assert "Make one with: careergraph build" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="an administrator may take any port")
def test_a_port_that_is_not_for_everybody(script: str, built: Built, environment: Environment) -> None:
    done = _fails([script, "serve", "--port", "1"], environment(built.home))
    assert done.returncode == 1
    assert "Name one above 1023" in done.stderr


def _fails(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
