"""SPARQL on an edition, read-only and within limits of time, rows and memory: asked in a process of its own."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Timer
from types import TracebackType
from typing import Self

from ontology.rdf.edition import GRAPHS
from queries.sparql_results import (
    Loaded,
    Loading,
    NoEdition,
    QueryTooLarge,
    Reply,
    Request,
    SparqlAnswer,
)
from queries.store import QueryTimeout
from queries.worker_process import Refused

CORE = ("published", "metadata")
"""The graphs without anything derived, and without figures."""


class SparqlStore:
    """An edition, read into memory when first asked. Threads may share it: one waits for the other.

    `graphs` are the names of the named graphs to read; a query that names none of them asks all as one.
    """

    def __init__(
        self,
        folder: Path,
        base: str,
        graphs: Sequence[str] = GRAPHS,
        progress: Callable[[str], None] = lambda _: None,
        *,
        memory_mb: int = 4096,
    ) -> None:
        if not folder.is_dir():
            raise NoEdition(folder, "there is no such folder")
        self._told = [str(memory_mb), str(folder), base, *graphs]
        self._memory_mb = memory_mb
        self._progress = progress
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def query(self, text: str, *, timeout: float, limit: int) -> SparqlAnswer:
        """The answer, of at most `limit` rows or triples, or QueryTimeout after `timeout` seconds.

        Time to read the edition does not count. Whatever else is wrong is a QueryFailed, too (SparqlSyntaxError,
        UnknownGraph, WriteRefused, FeatureRefused, QueryTooLarge), or NoEdition.
        """
        with self._lock:
            try:
                reply = self._reply(Request(text, limit), timeout)
            except BaseException:
                self._end()
                raise
        if isinstance(reply, Refused):
            raise reply.error()
        return reply

    def _reply(self, request: Request, timeout: float) -> SparqlAnswer | Refused:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = _start(self._told)
        _send(self._process, request)
        reply = self._received(self._process, timeout)
        if isinstance(reply, Loading):
            self._progress("Reading the RDF edition")
            reply = self._received(self._process, None)
        if isinstance(reply, Loaded):
            reply = self._received(self._process, timeout)
        assert not isinstance(reply, Loading | Loaded)
        return reply

    def _received(self, process: subprocess.Popen[bytes], timeout: float | None) -> Reply:
        """What the process says next. Raises QueryTimeout, and ends it, when that takes too long."""
        assert process.stdout is not None
        with _ended_after(process, timeout) as ended:
            try:
                reply: Reply = pickle.load(process.stdout)
            except (EOFError, pickle.UnpicklingError):
                if ended.is_set() and timeout is not None:
                    raise QueryTimeout(timeout) from None
                raise self._death(process) from None
        return reply

    def _death(self, process: subprocess.Popen[bytes]) -> Exception:
        """Why the process ended by itself: memory, or a defect of ours, which it told."""
        told = process.communicate()[1].decode()
        if "Traceback" in told and "MemoryError" not in told:
            return RuntimeError(told)
        return QueryTooLarge(self._memory_mb)

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def close(self) -> None:
        """Gives the memory back. A query after that reads the edition anew."""
        with self._lock:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _start(told: Sequence[str]) -> subprocess.Popen[bytes]:
    # With -P, a folder `queries` where the user happens to be is not taken for ours.
    command = [sys.executable, "-P", "-m", "queries.sparql_worker", *told]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)


def _send(process: subprocess.Popen[bytes], request: Request) -> None:
    assert process.stdin is not None
    pickle.dump(request, process.stdin)
    process.stdin.flush()


@contextmanager
def _ended_after(process: subprocess.Popen[bytes], timeout: float | None) -> Iterator[Event]:
    """Ends the process when the block takes longer than `timeout` seconds; the event says that it did."""
    ended = Event()

    def end() -> None:
        ended.set()
        process.kill()

    if timeout is None:
        yield ended
        return
    timer = Timer(timeout, end)
    timer.start()
    try:
        yield ended
    finally:
        timer.cancel()
