"""Ctrl-C, time limits and closed pipes end the program soon, with a code, without a traceback."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pytest

Ask = Callable[..., CompletedProcess[str]]
RUNAWAY = "MATCH p=(a)-[*..12]-(b) RETURN count(p)"
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


class Built(Protocol):
    home: Path


def test_a_query_ends_at_its_time_limit_with_5(run: Ask) -> None:
    began = time.monotonic()
    ended = run("query", RUNAWAY, "--timeout", "0.5")
    assert (ended.returncode, ended.stdout) == (5, "")
    assert "time limit of 0.5 seconds" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert time.monotonic() - began < 30


@POSIX_ONLY
@pytest.mark.parametrize(("number", "codes"), [(signal.SIGINT, {130}), (signal.SIGTERM, {-15, 143})])
@pytest.mark.parametrize("after", [1.0, 4.0])
def test_a_signal_ends_a_running_query_soon(
    built: Built,
    script: str,
    environment: Callable[[Path], dict[str, str]],
    number: signal.Signals,
    codes: set[int],
    after: float,
) -> None:
    pipe = subprocess.PIPE
    command = [script, "query", RUNAWAY, "--timeout", "300"]
    with subprocess.Popen(command, env=environment(built.home), stdout=pipe, stderr=pipe, text=True) as process:
        time.sleep(after)
        assert process.poll() is None
        process.send_signal(number)
        out, error = process.communicate(timeout=20)
    assert process.returncode in codes, error
    assert out == ""
    assert "Traceback" not in error


@POSIX_ONLY
@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "MATCH (o:Program)-[r]-(x) RETURN o, r, x LIMIT 2000", "--format", "ndjson"],
        ["query", "MATCH (o:Program)-[r]-(x) RETURN o, r, x LIMIT 2000"],
    ],
)
def test_a_reader_that_leaves_early_causes_no_traceback(
    built: Built, script: str, environment: Callable[[Path], dict[str, str]], arguments: list[str]
) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([script, *arguments], env=environment(built.home), stdout=pipe, stderr=pipe) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        error = process.stderr.read().decode()
    assert "Traceback" not in error
    assert "Exception" not in error
    assert "Broken pipe" not in error
