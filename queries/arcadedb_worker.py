"""Java calls on threads of their own, so that the caller stays free for Ctrl-C, signals and time limits.

Python runs its signal handlers on the main thread only, and not while that thread is inside Java. Besides, Java
keeps a thread of its own, for good, for every Python thread that ever calls it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import ClassVar, Generic, TypeVar

T = TypeVar("T")

# On Windows a waiting thread notices Ctrl-C only between two waits.
_LONGEST_WAIT = 0.1


class Job(Generic[T]):
    """One piece of work, and in the end its outcome."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._values: list[T] = []
        self._error: BaseException | None = None
        self.done = threading.Event()

    def run(self) -> None:
        """Do the work and keep its value or its error."""
        try:
            self._values.append(self._work())
        except BaseException as error:
            self._error = error
        self.done.set()

    def outcome(self) -> T:
        """Return the value of the work, or raise its error."""
        if self._error is not None:
            raise self._error
        return self._values[0]


class Worker:
    """A daemon thread that does one job after the other; kept, because a new one costs Java a new thread too."""

    _idle: ClassVar[list[Worker]] = []
    _made: ClassVar[list[Worker]] = []
    _lock: ClassVar = threading.Condition()

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._made.append(self)
        threading.Thread(target=self._work, name="careergraph-query", daemon=True).start()

    @classmethod
    def take(cls) -> Worker:
        """Return an idle worker, or a new one where all are busy."""
        with cls._lock:
            return cls._idle.pop() if cls._idle else cls()

    @classmethod
    def rest(cls, longest: float) -> None:
        """Wait until all workers are idle, at most `longest` seconds."""
        with cls._lock:
            cls._lock.wait_for(lambda: len(cls._idle) == len(cls._made), longest)

    def give(self, work: Callable[[], None]) -> None:
        """Hand over the next piece of work; the worker goes back to the idle ones when it is done."""
        self._jobs.put(work)

    def _work(self) -> None:
        while True:
            work = self._jobs.get()
            work()
            del work  # or an idle worker would keep the last answer alive
            with self._lock:
                self._idle.append(self)
                self._lock.notify_all()


def run_apart(work: Callable[[], T], *, wait: float | None, stop: Callable[[], None]) -> T:
    """Return what the work returns, done on another thread.

    `stop` is called, and the work left to itself, when `wait` seconds are over (TimeoutError) or the caller is
    interrupted (KeyboardInterrupt, SystemExit).
    """
    job = Job(work)
    try:
        Worker.take().give(job.run)
        _await(job.done, wait)
    except BaseException:
        Worker.take().give(stop)
        raise
    return job.outcome()


def in_peace(work: Callable[[], T]) -> T:
    """Return what the work returns, done on another thread, which is not stopped."""
    return run_apart(work, wait=None, stop=lambda: None)


def _await(done: threading.Event, wait: float | None) -> None:
    end = None if wait is None else time.monotonic() + wait
    while not done.wait(_LONGEST_WAIT):
        if end is not None and time.monotonic() >= end:
            raise TimeoutError
