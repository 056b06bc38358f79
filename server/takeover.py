"""The build that requests are answered from, and how a new one takes over while they go on."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Protocol

from starlette.concurrency import run_in_threadpool

from server.served import Served
from server.web.logs import LOG

EVERY = 1.0
READY_WITHIN = 120.0
AGAIN_AFTER = 600.0


class NotReady(Exception):
    """A build was opened, but what answers from it did not start in time."""

    def __init__(self, build: str) -> None:
        super().__init__(f"its queries are not answered after {READY_WITHIN:.0f} seconds")
        self.build = build


class Builds(Protocol):
    """Where builds come from."""

    def newest(self) -> str:
        """Id of the build that is current now."""
        ...

    def open(self) -> Served:
        """That build, open; takes seconds."""
        ...


class Current:
    """The build for new requests; one that was replaced is closed when its last request has ended."""

    def __init__(self, builds: Builds) -> None:
        self._builds = builds
        self._lock, self._closed = Lock(), False
        self._users: dict[str, int] = {}
        self._replaced: dict[str, Served] = {}
        self._failed, self._again = "", 0.0
        self.served = builds.open()
        _settle()

    @property
    def build(self) -> str:
        """Id of the build that a new request is answered from."""
        return self.served.about.build

    @contextmanager
    def lease(self) -> Iterator[Served]:
        """The build, held while an answer is made. For the event loop's thread only."""
        held, name = self.served, self.build
        self._users[name] = self._users.get(name, 0) + 1
        try:
            yield held
        finally:
            self._users[name] -= 1
            self._close_unused()

    async def watch(self) -> None:
        """Takes over each new build, until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """Takes over the newest build if it is another one; where that fails, keeps the one of before."""
        newest = ""
        try:
            newest = await run_in_threadpool(self._builds.newest)
            if newest == self.build or (newest == self._failed and time.monotonic() < self._again):
                return
            LOG.info("build %s is there, and is opened", newest)
            opened = await run_in_threadpool(self._open)
        except Exception as error:
            self._tell_failure(newest, error)
            return
        if opened is not None:
            before, self.served = self.served, opened
            self._replaced[before.about.build] = before
            LOG.info("build %s took over from %s", self.build, before.about.build)
            self._close_unused()

    def _open(self) -> Served | None:
        """The newest build, once it answers; None where the server was closed meanwhile."""
        opened = self._builds.open()
        end = time.monotonic() + READY_WITHIN
        while not (ready := opened.ready()) and time.monotonic() < end and not self._closed:
            time.sleep(0.05)
        with self._lock:
            if ready and not self._closed:
                return opened
        opened.close()
        if self._closed:
            return None
        raise NotReady(opened.about.build)

    def _tell_failure(self, newest: str, error: Exception) -> None:
        """Once a build, or once an error where none is named, however often it is tried again."""
        if self._failed != (newest or str(error)):
            LOG.error("build %s goes on; %s cannot be opened: %s", self.build, newest or "a new one", error)
        self._failed, self._again = newest or str(error), time.monotonic() + AGAIN_AFTER

    def _close_unused(self) -> None:
        for name in [name for name in self._replaced if not self._users.get(name)]:
            asyncio.get_running_loop().run_in_executor(None, _close, self._replaced.pop(name))
            self._users.pop(name, None)

    def close(self) -> None:
        """Closes every build, also one that is being opened."""
        with self._lock:
            closed, self._closed = self._closed, True
        if not closed:
            for served in (*self._replaced.values(), self.served):
                served.close()


def _close(served: Served) -> None:
    try:
        served.close()
    except Exception:
        LOG.exception("build %s could not be closed", served.about.build)
    else:
        LOG.info("build %s was given back", served.about.build)
    del served
    _settle()


def _settle() -> None:
    """Spares the collector the many objects of a build, which live as long as it does."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
