"""A process that reads an edition once, and forks others that share its memory: each is there in milliseconds.

This is its near end. Windows cannot fork.
"""

from __future__ import annotations

import pickle
import socket
import struct
import subprocess
import sys
from contextlib import suppress
from itertools import count
from threading import Event, Lock

from queries.store import StoreError
from queries.worker_process import Ended, Worker, received

ORDER = struct.Struct("!cI")
"""What the parent is to do, and the number of the process that it is about."""
FORK = {"queries": b"q", "documents": b"d"}
"""Orders to fork; the far end of the new process's connection comes with them. The reply is its id."""
KILL = b"k"

_PATIENCE = 0.5


class Family:
    """A parent, started when it is first to fork, and anew when it has ended. Threads may share it."""

    def __init__(self, *told: str) -> None:
        self._told = told
        self._parent: _Parent | None = None
        self._closed, self._lock = Event(), Lock()

    def fork(self, kind: str) -> Worker:
        """A new process for a kind of answers. Raises NoEdition, or Ended."""
        with self._lock:
            if self._closed.is_set():
                raise Ended
            if self._parent is None or self._parent.ended():
                self._end()
                self._parent = _Parent(self._told)
            if self._closed.is_set():
                self._parent.close()
            return self._parent.fork(kind)

    def pids(self) -> list[int]:
        """Id of the parent, if there is one."""
        return [self._parent.pid] if self._parent else []

    def close(self) -> None:
        """Ends the parent and all that it forked."""
        self._closed.set()
        self._end()

    def _end(self) -> None:
        if self._parent:
            self._parent.close()


class _Parent:
    def __init__(self, told: tuple[str, ...]) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-P", "-m", "queries.sparql_parent", *told]
            self._process = subprocess.Popen(command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL)
        self._replies, self._numbers = self._control.makefile("rb"), count()
        self.pid = self._process.pid

    def ended(self) -> bool:
        return self._process.poll() is not None

    def fork(self, kind: str) -> Worker:
        number = next(self._numbers)
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [ORDER.pack(FORK[kind], number)], [theirs.fileno()])
            pid = received(pickle.load(self._replies))
        except StoreError:
            ours.close()
            raise
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            ours.close()
            raise Ended from error

        def end() -> None:
            # By its number: its id may be another's by now. Without its connection it ends by itself, too.
            with suppress(OSError):
                self._control.sendall(ORDER.pack(KILL, number))
            with suppress(OSError):
                ours.shutdown(socket.SHUT_RDWR)

        return Worker(pid, ours.makefile("wb"), ours.makefile("rb"), end, ours.close)

    def close(self) -> None:
        """Ends it in peace, for then it ends its children; while it reads it hears nothing, and has none."""
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._replies.close()
        self._control.close()
