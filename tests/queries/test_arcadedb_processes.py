"""The embedded store in processes of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from queries.arcadedb_store import ArcadeDBStore
from queries.store import (
    Parameter,
    Result,
    Store,
    Value,
)

Start: TypeAlias = Callable[..., "subprocess.Popen[str]"]

# Compares every three nodes with each other: 27 thousand million comparisons.
RUNAWAY = "MATCH (a), (b), (c) WHERE a.title < b.title AND b.title < c.title RETURN count(*) AS n"


def ask(store: Store, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Result:
    return store.query(cypher, parameters, timeout=20, limit=100)


def one(store: Store, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Value:
    ((value,),) = ask(store, cypher, parameters).rows
    return value


def test_quiet_and_tidy(small_folder: Path, tmp_path: Path, start: Start) -> None:
    body = "store.query('MATCH (n) RETURN n', timeout=5, limit=5)"
    process = start(small_folder, body, cwd=tmp_path)
    assert process.communicate(timeout=30) == ("", "")
    assert process.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_several_processes_read_at_once(small_folder: Path, small: ArcadeDBStore, start: Start) -> None:
    body = (
        "print('open', flush=True); sys.stdin.readline();"
        "print(store.query('MATCH (n) RETURN count(n)', timeout=9, limit=5).rows)"
    )
    processes = [start(small_folder, body) for _ in range(2)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
    assert one(small, "MATCH (n) RETURN count(n)") == 51
    for process in processes:
        assert process.communicate("go\n", timeout=30) == ("[(51,)]\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize(("number", "said"), [(signal.SIGINT, "KeyboardInterrupt"), (signal.SIGTERM, "")])
def test_signals_end_a_running_query(large_folder: Path, start: Start, number: signal.Signals, said: str) -> None:
    process = start(large_folder, f"print('open', flush=True)\nstore.query({RUNAWAY!r}, timeout=None, limit=5)")
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    time.sleep(1)
    process.send_signal(number)
    began = time.monotonic()
    _, error = process.communicate(timeout=20)
    assert time.monotonic() - began < 3
    assert process.returncode == -number
    assert error.strip().endswith(said)


def test_store_works_after_ctrl_c(large_folder: Path, start: Start) -> None:
    body = f"""
import _thread, threading
threading.Timer(0.7, _thread.interrupt_main).start()
try:
    store.query({RUNAWAY!r}, timeout=None, limit=5)
except KeyboardInterrupt:
    time.sleep(0.5)
    busy = time.process_time()
    time.sleep(1)
    print(time.process_time() - busy < 0.3, store.query('RETURN 1', timeout=5, limit=5).rows)
"""
    assert start(large_folder, body).communicate(timeout=30) == ("True [(1,)]\n", "")
