"""A publisher on this machine that also misbehaves, and what it publishes."""

from __future__ import annotations

import io
import random
import threading
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256 as digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from loaders.fetch_errors import (
    FetchError,
)
from loaders.fetch_files import Fetched
from loaders.sources import FileSpec, SourceSpec

Get = Callable[..., Fetched]
Failure = Callable[..., tuple[FetchError, str]]


def workbook(text: str) -> bytes:
    """A small file of the form of a workbook; incompressible, so that half of it is a lot."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/workbook.xml", text)
        archive.writestr("xl/media/noise", random.Random(text).randbytes(150_000))
    return held.getvalue()


BOOK, CHANGED = workbook("the checked release"), workbook("another release")
TABLE = b"NAICS22,INDEX ITEM DESCRIPTION\n111110,Soybean farming\n"
PAGE = b"<!DOCTYPE html>\n<html><body>Our site has a new look.</body></html>"


@dataclass(frozen=True)
class Answer:
    """One answer: `cut` bytes of the body and then the end, `length` for the true Content-Length, and so on.

    `shift` falsifies where a piece begins, `most` limits its bytes, `hang_after` so many bytes nothing comes.
    """

    body: bytes = BOOK
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"ETag": '"1"'})
    ranges: bool = True
    ignore_if_range: bool = False
    shift: int = 0
    most: int | None = None
    cut: int | None = None
    length: int | None = None
    endless: bool = False
    hang_after: int | None = None


def sha256(content: bytes) -> str:
    return digest(content).hexdigest()


class Site(ThreadingHTTPServer):
    """A publisher. Each path has its answers, one after the other; the last is repeated."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, list[Answer]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def ranges(self) -> list[str]:
        return [headers.get("range", "") for _, headers in self.requests]


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        answers = self.server.answers[self.path]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        start = self._start(answer)
        body = answer.body[start:][: answer.most]
        self.send_response(206 if start else answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if start:
            size, end = len(answer.body), start + len(body)
            self.send_header("Content-Range", f"bytes {start + answer.shift}-{end - 1}/{size}")
        if not answer.endless:
            length = len(body) if answer.length is None else answer.length
            self.send_header("Content-Length", str(length))
        self.end_headers()
        with suppress(ConnectionError):
            self._send(answer, body)

    def _start(self, answer: Answer) -> int:
        asked = self.headers.get("Range", "")
        same = self.headers.get("If-Range") in (answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
        if not asked or not answer.ranges or not (same or answer.ignore_if_range):
            return 0
        return int(asked.removeprefix("bytes=").removesuffix("-"))

    def _send(self, answer: Answer, body: bytes) -> None:
        if answer.hang_after is not None:
            self.wfile.write(body[: answer.hang_after])
            self.server.over.wait(10)
        while answer.endless:
            self.wfile.write(b"PK\x03\x04" * 10_000)
        self.wfile.write(body[: answer.cut])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def source(address: str, content: bytes = BOOK, *names: str, name: str = "codes-2022") -> SourceSpec:
    file = FileSpec(names=names or ("codes.xlsx",), sha256=sha256(content), sheets={}, address=address)
    return SourceSpec(
        name=name,
        title="Codes",
        publisher="A publisher",
        rights="public domain",
        url="https://publisher.gov/codes",
        release="2022",
        citation="A publisher. Codes.",
        files={"codes": file},
    )


def short(message: str, folder: Path, site: Site) -> str:
    return message.replace(str(folder), "FOLDER").replace(site.address, "SITE")


def below(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
