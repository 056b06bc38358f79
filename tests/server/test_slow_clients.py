"""Clients that are slow, or mean to be: others are answered meanwhile, and in the end they are cut off."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import ClassVar

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from server.run import listen
from server.web.connections import Connection
from server.web.surroundings import PIECE, Paced
from tests.server.running import Running

EACH = 67  # three kinds of slow clients, 201 together
HEAD = b"GET /%s HTTP/1.1\r\nHost: localhost\r\n"
PATIENCE = 30.0
LARGE = 8 << 20


def connected(url: str, buffer: int = 4096) -> socket.socket:
    """A connection that takes little at a time."""
    host, port = url.removeprefix("http://").split(":")
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    made.settimeout(PATIENCE)
    made.connect((host, int(port)))
    return made


@contextmanager
def slow_clients(url: str) -> Iterator[None]:
    """As many that open and say nothing, that send a byte at a time, and that read a byte at a time."""
    stop = threading.Event()

    def trickle(senders: list[socket.socket], readers: list[socket.socket]) -> None:
        at = 0
        while not stop.wait(1):
            for client in senders:
                client.send(HEAD[at % len(HEAD) :][:1])
            for client in readers:
                client.recv(1)
            at += 1

    with ExitStack() as open_until_then:
        silent, senders, readers = (
            [open_until_then.enter_context(connected(url)) for _ in range(EACH)] for _ in range(3)
        )
        for client in readers:
            client.send(HEAD % b"data/published.ttl.gz" + b"\r\n")
        with ThreadPoolExecutor(1) as pool:
            trickling = pool.submit(trickle, senders, readers)
            try:
                yield
            finally:
                stop.set()
            trickling.result()
        assert len(silent) + len(senders) + len(readers) > 200


def megabytes(process: int) -> float:
    """Memory of a process; 0 where the system does not tell it in Linux's way."""
    try:
        told = Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+) kB", told)
    return int(found[1]) / 1024 if found else 0


def test_others_are_answered_meanwhile(server: Running, http: httpx.Client) -> None:
    assert http.get("/health").status_code == 200
    before = megabytes(server.process.pid)
    with slow_clients(server.url):
        for _ in range(3):
            for path in ("/health", "/data/", "/.well-known/void", "/doc/soc/2018/15-1252"):
                found = http.get(path, timeout=PATIENCE)
                assert found.status_code == 200, path
            time.sleep(1)
        assert megabytes(server.process.pid) - before < 64


class Impatient(Connection):
    """Connections with limits that a test can wait for."""

    head_seconds: ClassVar[float] = 0.3
    head_bytes: ClassVar[int] = 2000
    stalled_seconds: ClassVar[float] = 0.5


async def large(_: Request) -> Response:
    return Response(bytes(LARGE))


async def small(request: Request) -> Response:
    return PlainTextResponse(f"{len(await request.body())} bytes")


@pytest.fixture(scope="module")
def impatient() -> Iterator[str]:
    """The address of a small application behind such connections."""
    app = Paced(Starlette(routes=[Route("/large", large), Route("/", small, methods=["GET", "POST"])]))
    with listen("127.0.0.1", 0) as listening:
        config = uvicorn.Config(app, http=Impatient, loop="asyncio", log_config=None, timeout_keep_alive=1)
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, args=([listening],))
        running.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        running.join()


def answered(client: socket.socket) -> bytes:
    """All that is sent until the connection ends."""
    received = bytearray()
    while True:
        try:
            part = client.recv(1 << 16)
        except ConnectionResetError:
            part = b""
        if not part:
            return bytes(received)
        received += part


@pytest.mark.parametrize("said", [b"", b"\r\n", b"GET / HTTP/1.1\r\nHo"])
def test_a_head_that_does_not_come_ends_the_connection(impatient: str, said: bytes) -> None:
    with connected(impatient) as client:
        client.send(said)
        assert answered(client) == b""


def test_the_head_of_a_further_request_may_not_take_longer(impatient: str) -> None:
    with connected(impatient) as client:
        client.send(HEAD % b"" + b"\r\n")
        received = b""
        while not received.endswith(b"0 bytes"):
            received += client.recv(1 << 16)
        client.send(b"\r\n")
        assert answered(client) == b""


def test_an_idle_connection_ends(impatient: str) -> None:
    with connected(impatient) as client:
        client.send(HEAD % b"" + b"\r\n")
        assert answered(client).endswith(b"0 bytes")


def test_a_body_may_come_slowly(impatient: str) -> None:
    with connected(impatient) as client:
        client.send(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\nConnection: close\r\n\r\n")
        for _ in range(8):
            time.sleep(0.1)
            client.send(b"x")
        assert answered(client).endswith(b"8 bytes")


def test_a_head_that_is_too_long(impatient: str) -> None:
    with connected(impatient) as client:
        client.send(HEAD % b"" + b"X-Long: " + b"x" * 3000)
        assert answered(client).startswith(b"HTTP/1.1 431 ")


def test_too_many_requests_at_once(impatient: str) -> None:
    with connected(impatient) as client:
        client.send((HEAD % b"large" + b"\r\n") * 200)
        assert len(answered(client)) < LARGE


def test_who_takes_nothing_is_cut_off(impatient: str) -> None:
    with connected(impatient) as client:
        client.send(HEAD % b"large" + b"\r\n")
        time.sleep(3)
        assert len(answered(client)) < LARGE


def test_who_takes_it_slowly_gets_all(impatient: str) -> None:
    with connected(impatient, 1 << 18) as client:
        client.send(HEAD % b"large" + b"Connection: close\r\n\r\n")
        received = 0
        while part := client.recv(1 << 16):
            received += len(part)
            time.sleep(0.015)
        assert received > LARGE


@asynccontextmanager
async def asking(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


def paced(bodies: dict[str, bytes], most: int) -> tuple[ASGIApp, Callable[[], None]]:
    """An application whose answers wait to be taken until the function is called."""
    taken = asyncio.Event()

    async def answer(request: Request) -> Response:
        return Response(bodies[request.url.path])

    async def other(_: Request) -> Response:
        return JSONResponse({})

    inner = Paced(Starlette(routes=[Route("/small", other), Route("/{name}", answer)]), most)

    async def app(scope, receive, send):  # type: ignore[no-untyped-def]
        async def slow(message):  # type: ignore[no-untyped-def]
            if message["type"] == "http.response.body" and len(message["body"]) == PIECE:
                await taken.wait()
            await send(message)

        await inner(scope, receive, slow)

    return app, taken.set


def test_what_waits_for_slow_clients_is_limited() -> None:
    bodies = {"/a": b"a" * 3 * PIECE, "/b": b"b" * 3 * PIECE}

    async def ask() -> None:
        app, take = paced(bodies, 4 * PIECE)
        async with asking(app) as client:
            waiting = [asyncio.create_task(client.get("/a")) for _ in range(2)]
            await asyncio.sleep(0.05)
            refused = await client.get("/b")
            assert refused.status_code == 503
            assert refused.headers["retry-after"] == "10"
            assert (await client.get("/small")).status_code == 200
            take()
            assert [(await one).content for one in waiting] == [bodies["/a"]] * 2
            assert (await client.get("/b")).content == bodies["/b"]

    asyncio.run(ask())
