"""So many processes that answer at once; one that does not in time is ended, and another takes its place."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, LifoQueue
from threading import Event, Lock, Thread
from typing import Any

from queries.store import QueryFailed, QueryTimeout, StoreError
from queries.worker_process import Defect, Ended, Last, Refused, Unfinished, Worker, received

_LOOK_EVERY = 0.1
_TRY_AGAIN_AFTER = 5.0
_LONGEST_REST = 2.0


class PoolBusy(QueryFailed):
    """All processes were busy with other queries for as long as this one may take."""

    def __init__(self, size: int) -> None:
        super().__init__(f"The server is busy with {size} other queries: ask again in a few seconds.")
        self.size = size


class PoolClosed(QueryFailed):
    """The processes were ended, for nobody should ask them any more."""

    def __init__(self) -> None:
        super().__init__("The query was ended: the server stops.")


class NotStarted(StoreError):
    """A process ended, or failed, before it could answer anything."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The process that answers queries could not be started: {why}.")
        self.why = why


class ProcessPool:
    """Threads may share it. Its processes are made in the background by `start`, `size` of them.

    `too_large` is what is raised where a process ends by itself. `grace` are the seconds that a process has beyond
    the time limit of a query, to end it by itself.
    """

    def __init__(
        self, size: int, start: Callable[[], Worker], *, too_large: Callable[[], StoreError], grace: float = 0.0
    ) -> None:
        self._size, self._start, self._too_large, self._grace = size, start, too_large, grace
        self._idle = LifoQueue[Worker]()  # the last one used has the most in its caches
        self._all: set[Worker] = set()
        self._lock, self._closed = Lock(), Event()
        self._tried = Event()
        self._failure: Refused | None = None
        for _ in range(size):
            Thread(target=self._add, daemon=True).start()
        Thread(target=self._watch, daemon=True).start()

    def ask(self, request: object, timeout: float) -> Any:
        """The reply, within `timeout` seconds from when a process is free.

        Raises the StoreError that the process raised, QueryTimeout, PoolBusy where no process became free in that
        time, PoolClosed, or what `too_large` gives.
        """
        worker = self._asked(request, timeout)
        try:
            reply = worker.receive()
        except Ended:
            self._replace(worker)
            raise self._end(worker, timeout) from None
        except BaseException:
            self._replace(worker)
            raise
        return received(self._settled(worker, reply))

    def _settled(self, worker: Worker, reply: Any) -> object:
        """What is to be received of a reply, and the process free, or replaced, or on its way there."""
        match reply:
            case Unfinished():
                Thread(target=self._rest, args=(worker, reply.rest), daemon=True).start()
                return reply.reply
            case Last():
                self._replace(worker)
                return reply.reply
            case Defect():
                self._replace(worker)
            case _:
                self._free(worker)
        return reply

    def _rest(self, worker: Worker, request: object) -> None:
        try:
            worker.send(request, time.monotonic() + _LONGEST_REST)
            received(worker.receive())
        except Exception:
            self._replace(worker)
        else:
            self._free(worker)

    def _asked(self, request: object, timeout: float) -> Worker:
        """A process that has taken the request; one that ended while it was idle is replaced."""
        while True:
            worker = self._taken(timeout)
            try:
                worker.send(request, time.monotonic() + timeout + self._grace)
            except Ended:
                self._replace(worker)
            else:
                return worker

    def _taken(self, timeout: float) -> Worker:
        self._tried.wait()
        if self._closed.is_set():
            raise PoolClosed
        if self._failure and not self._all:
            raise self._failure.error()
        try:
            return self._idle.get(timeout=timeout)
        except Empty:
            raise PoolClosed if self._closed.is_set() else PoolBusy(self._size) from None

    def _end(self, worker: Worker, timeout: float) -> StoreError:
        if self._closed.is_set():
            return PoolClosed()
        return QueryTimeout(timeout) if worker.late else self._too_large()

    def _free(self, worker: Worker) -> None:
        """Lets the next one ask it, if it may be asked again."""
        with self._lock:
            if worker.done() and not self._closed.is_set():
                self._idle.put(worker)
                return
        self._replace(worker)

    def _replace(self, worker: Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        Thread(target=self._renew, args=(worker,), daemon=True).start()

    def _renew(self, worker: Worker) -> None:
        worker.close()
        self._add()

    def _add(self) -> None:
        """Makes a process, and tries again from time to time where that fails."""
        while not self._closed.is_set():
            try:
                worker = self._made()
            except Exception as error:
                failure = error if isinstance(error, StoreError) else NotStarted(str(error))
                self._failure = Refused.of(failure)
                self._tried.set()
                self._closed.wait(_TRY_AGAIN_AFTER)
            else:
                self._failure = None
                self._free(worker)
                self._tried.set()
                return

    def _made(self) -> Worker:
        worker = self._start()
        with self._lock:
            self._all.add(worker)
        if self._closed.is_set():
            worker.kill()
        try:
            received(worker.receive())
        except Exception:
            with self._lock:
                self._all.discard(worker)
            worker.close()
            raise
        return worker

    def _watch(self) -> None:
        while not self._closed.wait(_LOOK_EVERY):
            for worker in self._workers():
                worker.end_if_late()

    def _workers(self) -> list[Worker]:
        with self._lock:
            return list(self._all)

    def ready(self) -> bool:
        """Whether a process has started, and one is there."""
        return self._tried.is_set() and bool(self._all)

    def pids(self) -> list[int]:
        """Ids of the processes that there are now."""
        return [worker.pid for worker in self._workers()]

    def close(self) -> None:
        """Ends all processes; what they were asked is answered with PoolClosed."""
        with self._lock:
            self._closed.set()
        self._tried.set()
        for worker in self._workers():
            worker.kill()
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()
