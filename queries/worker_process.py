"""A process that answers one request after the other: whatever it does can be ended, for the process can.

Requests come in on its standard input, replies go out on its standard output, both as pickles.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from queue import SimpleQueue
from typing import IO, Any

from queries.store import StoreError


@dataclass(frozen=True, slots=True)
class Refused:
    """A StoreError on its way from one process to another: its constructor need not be called again."""

    kind: type[StoreError]
    args: tuple[object, ...]
    state: Mapping[str, object]

    @classmethod
    def of(cls, error: StoreError) -> Refused:
        """The error, packed."""
        return cls(type(error), error.args, error.__dict__)

    def error(self) -> StoreError:
        """The error, unpacked."""
        made = self.kind.__new__(self.kind, *self.args)
        made.__dict__.update(self.state)
        return made


@dataclass(frozen=True, slots=True)
class Defect:
    """A fault of ours, with all that is known of it."""

    told: str


class Ready:
    """Says that the process can answer from now on."""


@dataclass(frozen=True, slots=True)
class Last:
    """A reply after which the process is to be replaced, as it has grown large."""

    reply: object


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A reply of a process that is not done with its work: it can be asked again when it has answered `rest`."""

    reply: object
    rest: object


class Ended(Exception):
    """The process has ended and says no more."""

    def __init__(self) -> None:
        super().__init__("it ended by itself")


def received(reply: Any) -> Any:
    """The reply, if it is one. Raises the StoreError that it is instead, or RuntimeError for a defect."""
    if isinstance(reply, Refused):
        raise reply.error()
    if isinstance(reply, Defect):
        raise RuntimeError(reply.told)
    return reply


class Worker:
    """The near end of such a process, for one thread at a time; any may `kill` it.

    `end` ends the process and wakes whoever waits for it; `forget` frees what this end holds of it.
    """

    def __init__(
        self, pid: int, writer: IO[bytes], reader: IO[bytes], end: Callable[[], None], forget: Callable[[], object]
    ) -> None:
        self.pid, self.late = pid, False
        self._writer, self._reader, self.kill, self._forget = writer, reader, end, forget
        self._until, self._lock = inf, threading.Lock()

    def send(self, request: object, until: float) -> None:
        """Asks; `end_if_late` ends the process after the moment `until` of time.monotonic. Raises Ended."""
        self._until = until
        try:
            pickle.dump(request, self._writer)
            self._writer.flush()
        except OSError as error:
            raise Ended from error

    def receive(self) -> Any:
        """The reply. Raises Ended."""
        try:
            return pickle.load(self._reader)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise Ended from error

    def done(self) -> bool:
        """Takes the time limit away. Whether the process can be asked again: it may have been ended just now."""
        with self._lock:
            self._until = inf
            return not self.late

    def end_if_late(self) -> None:
        """Ends the process if it is over its time."""
        with self._lock:
            if not self.late and time.monotonic() > self._until:
                self.late = True
                self.kill()

    def close(self) -> None:
        """Ends the process and frees what belongs to it."""
        self.kill()
        for file in (self._writer, self._reader):
            with suppress(OSError):  # a request that nobody took
                file.close()
        self._forget()


def start(module: str, *told: str) -> Worker:
    """A new process that runs a module of ours, which calls `answer_all`."""
    # With -P, a folder `queries` where the user happens to be is not taken for ours.
    command = [sys.executable, "-P", "-m", module, *told]
    behind = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # of Windows
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, creationflags=behind)
    assert process.stdin
    assert process.stdout
    return Worker(process.pid, process.stdin, process.stdout, process.kill, process.wait)


def stay_behind() -> None:
    """From now on this process works when others do not; on Windows it does from its start."""
    if sys.platform != "win32":
        os.nice(5)


def answer_all(make: Callable[[], Callable[[Any], object]]) -> None:
    """Answers requests by what `make` gives. Never returns: this process ends with the one that asks."""
    # Ctrl-C, and a stop of all processes, reach this one, too; the one that asks decides what becomes of it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    requests, say = SimpleQueue[Any](), _speaker()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    try:
        answer = make()
        say(Ready())
        while True:
            say(_reply(answer, requests.get()))
    except StoreError as error:
        say(Refused.of(error))
    except MemoryError:
        pass  # who asks sees that this process has ended, and knows why
    except Exception:
        say(Defect(traceback.format_exc()))
    os._exit(1)


def _reply(answer: Callable[[Any], object], request: object) -> object:
    try:
        return answer(request)
    except StoreError as error:
        return Refused.of(error)


def _speaker() -> Callable[[object], None]:
    """Sends replies; whatever else is printed goes where errors go."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def say(reply: object) -> None:
        pickle.dump(reply, replies)
        replies.flush()

    return say


def _listen(requests: SimpleQueue[Any]) -> None:
    """Passes requests on; ends this process, even amid a request, when the one that asks is gone."""
    with os.fdopen(0, "rb", closefd=False) as incoming, suppress(EOFError, OSError):
        while True:
            requests.put(pickle.load(incoming))
    os._exit(0)
