"""A load on an HTTP server: so many connections, each of which asks again when it has its answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from multiprocessing import get_context

import httptools

SPAWN = get_context("spawn")
TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Measured:
    """Answers in so many seconds, how long each took (seconds, sorted), bytes of their bodies."""

    seconds: float
    latencies: Sequence[float]
    bytes: int

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came."""
        return self.latencies[min(int(len(self.latencies) * share), len(self.latencies) - 1)] * 1000

    def __str__(self) -> str:
        p50, p99 = self.percentile(0.5), self.percentile(0.99)
        return f"{self.per_second:,.0f} a second, p50 {p50:.1f} ms, p99 {p99:.1f} ms"


@dataclass(frozen=True, slots=True)
class Load:
    """Whole requests, asked one after the other and then again, for so many seconds; for 0, each of them once."""

    port: int
    requests: Sequence[bytes]
    connections: int
    seconds: float


def request(port: int, path: str, accept: str = "*/*") -> bytes:
    """A GET as it goes over the wire."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {accept}\r\n\r\n".encode()


def measure(load: Load) -> Measured:
    """What came of a load, from a process of its own. Raises RuntimeError where an answer is not 200."""
    with SPAWN.Pool(1) as pool:
        return pool.apply(_run, (load,))


def _run(load: Load) -> Measured:
    return asyncio.run(_asked(load))


async def _asked(load: Load) -> Measured:
    requests = iter(load.requests) if not load.seconds else cycle(load.requests)
    latencies: list[float] = []
    end = time.perf_counter() + (load.seconds or float("inf"))
    began = time.perf_counter()
    sizes = await asyncio.gather(*(_client(load.port, requests, end, latencies) for _ in range(load.connections)))
    return Measured(time.perf_counter() - began, sorted(latencies), sum(sizes))


async def _client(port: int, requests: Iterator[bytes], end: float, latencies: list[float]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    answer = _Answer()
    for asked in requests:
        began = time.perf_counter()
        if began > end:
            break
        writer.write(asked)
        answer.begin()
        async with asyncio.timeout(TIMEOUT):
            while not answer.complete:
                answer.feed(await reader.read(1 << 18))
        latencies.append(time.perf_counter() - began)
    writer.close()
    return answer.bytes


class _Answer:
    """Counts the bytes of answers, one after the other."""

    def __init__(self) -> None:
        self.bytes, self.complete = 0, False

    def begin(self) -> None:
        self.complete, self._parser = False, httptools.HttpResponseParser(self)

    def feed(self, received: bytes) -> None:
        if not received:
            raise RuntimeError("the connection ended")
        self._parser.feed_data(received)

    def on_headers_complete(self) -> None:
        if (status := self._parser.get_status_code()) != 200:
            raise RuntimeError(f"answered {status}")

    def on_body(self, body: bytes) -> None:
        self.bytes += len(body)

    def on_message_complete(self) -> None:
        self.complete = True
