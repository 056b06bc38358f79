"""The build that requests are answered from, and how a new one takes over while they go on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from starlette.concurrency import run_in_threadpool

from server.served import Served

LOG = logging.getLogger("careergraph.server")
EVERY = 1.0


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
        self.served = builds.open()
        self._users: dict[str, int] = {}
        self._replaced: dict[str, Served] = {}
        self._failed: str | None = None

    @contextmanager
    def lease(self) -> Iterator[Served]:
        """The build, held while the request goes on. For the event loop's thread only."""
        held = self.served
        name = held.about.build
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
        try:
            newest = await run_in_threadpool(self._builds.newest)
            if newest in (self.served.about.build, self._failed):
                return
            opened = await run_in_threadpool(self._builds.open)
        except Exception as error:
            self._failed = newest if "newest" in locals() else None
            LOG.exception("A new build could not be opened: %s", error)
            return
        self._replaced[self.served.about.build] = self.served
        self.served = opened
        LOG.info("Build %s took over", opened.about.build)
        self._close_unused()

    def _close_unused(self) -> None:
        for name in [name for name in self._replaced if not self._users.get(name)]:
            self._replaced.pop(name).close()
            self._users.pop(name, None)

    def close(self) -> None:
        """Closes every build."""
        for served in (*self._replaced.values(), self.served):
            served.close()
        self._replaced.clear()
