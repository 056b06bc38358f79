"""What the logs tell, and that nobody can write into them."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from server.web.logs import ACCESS, AccessLog, Lines
from tests.built import Built
from tests.server.running import Running


def lines(log: Path) -> list[dict[str, Any]]:
    """The lines of a log that are JSON; those for people are not."""
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]


def line_of(log: Path, request: str) -> dict[str, Any]:
    """The one line of a request."""
    end = time.monotonic() + 10
    while not (found := [line for line in lines(log) if line.get("id") == request]):
        assert time.monotonic() < end, f"no line tells of {request}"
        time.sleep(0.02)
    assert len(found) == 1
    return found[0]


def test_each_request_is_a_line(http: httpx.Client, server: Running, built: Built) -> None:
    asked = {"X-Request-Id": "a-line:1/2", "User-Agent": 'some "agent"'}
    found = http.get("/health?a=1&b=%20", headers=asked)
    assert found.headers["x-request-id"] == "a-line:1/2"
    line = line_of(server.log, "a-line:1/2")
    assert (line["method"], line["path"], line["status"]) == ("GET", "/health?a=1&b=%20", 200)
    assert line["bytes"] == len(found.content)
    assert (line["client"], line["agent"]) == ("127.0.0.1", 'some "agent"')
    assert line["build"] == built.folder.name
    assert line["ms"] >= 0


@pytest.mark.parametrize("given", ["", "two words", 'a"b', "x" * 101, "é"])
def test_an_id_that_is_not_plain_is_replaced(http: httpx.Client, server: Running, given: str) -> None:
    found = http.get("/health", headers={b"X-Request-Id": given.encode("latin-1")})
    own = found.headers["x-request-id"]
    assert own != given
    assert line_of(server.log, own)["path"] == "/health"


def test_no_path_makes_a_second_line(http: httpx.Client, server: Running) -> None:
    before = len(lines(server.log))
    forged = "%0A%7B%22message%22%3A%22forged%22%7D%0D%0A%E2%80%A8%1B%5B31m"
    http.get(f"/nowhere{forged}?{forged}", headers={"X-Request-Id": "forged"})
    line = line_of(server.log, "forged")
    assert '\n{"message":"forged"}\r\n' in line["path"]
    assert len(lines(server.log)) == before + 1
    assert "\x1b" not in server.log.read_text(encoding="utf-8")


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    """What is logged on requests in this process."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    ACCESS.addHandler(handler)
    before, ACCESS.propagate = ACCESS.level, False
    ACCESS.setLevel(logging.ERROR)
    yield stream
    ACCESS.removeHandler(handler)
    ACCESS.setLevel(before)
    ACCESS.propagate = True


def test_a_defect_is_one_line_with_its_traceback(told: io.StringIO) -> None:
    async def defect(_: Request) -> Response:
        raise ZeroDivisionError("first line\nsecond line")

    async def told_of(_: Request, error: Exception) -> Response:
        return PlainTextResponse(type(error).__name__, 500)

    app = AccessLog(Starlette(routes=[Route("/", defect)], exception_handlers={Exception: told_of}), lambda: "b1")

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get("/")

    found = asyncio.run(ask())
    assert (found.status_code, found.text) == (500, "ZeroDivisionError")
    (line,) = told.getvalue().splitlines()
    assert json.loads(line)["id"] == found.headers["x-request-id"]
    assert json.loads(line)["level"] == "error"
    assert "first line\nsecond line" in json.loads(line)["traceback"]
