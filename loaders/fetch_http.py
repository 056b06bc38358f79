"""One download over HTTP, into a `.part` file that an interrupted one goes on from."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_address

import httpx

from loaders.fetch_errors import (
    CutOff,
    FetchError,
    Gone,
    Moved,
    RedirectLoop,
    Refused,
    TooLarge,
    TooSlow,
    Unavailable,
    Unencrypted,
    Unreachable,
)
from loaders.fetch_files import Wanted

# File, bytes so far, bytes in all where the publisher says so.
Progress = Callable[[str, int, int | None], None]

# No official file comes near it.
LIMIT = 200_000_000
# Seconds before each further try after a connection that broke.
PAUSES = (0.5, 1.0, 2.0)
REDIRECTS = 5
_NOTED = ("etag", "last-modified", "content-length")


class _Broken(Exception):
    """The connection broke, or what came does not fit together: worth another try."""


def client(timeout: float, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """A client that says who it is and waits `timeout` seconds at most for an answer or a further piece."""
    try:
        agent = f"careergraph/{version('careergraph')}"
    except PackageNotFoundError:
        agent = "careergraph"
    # Packed bodies cannot be resumed and have another length.
    headers = {"User-Agent": agent, "Accept-Encoding": "identity"}
    return httpx.Client(headers=headers, timeout=timeout, transport=transport)


def download(http: httpx.Client, wanted: Wanted, progress: Progress) -> bool:
    """Completes the part of a wanted file; whether it went on from an earlier piece of it. Raises FetchError."""
    pauses = iter(PAUSES)
    while True:
        try:
            return _attempt(http, wanted, progress)
        except httpx.TimeoutException as error:
            raise _error(TooSlow, wanted, seconds=http.timeout.read) from error
        except (httpx.ConnectError, httpx.ProxyError) as error:
            raise _error(Unreachable, wanted, reason=error) from error
        except (httpx.TransportError, _Broken) as error:
            pause = next(pauses, None)
            if pause is None:
                raise _error(CutOff, wanted, times=len(PAUSES) + 1, got=_got(wanted)) from error
            time.sleep(pause)


def _error(kind: type[FetchError], wanted: Wanted, status: int | None = None, **details: object) -> FetchError:
    kept = f"; what came is kept in {wanted.part}" if _size(wanted) else ""
    return kind(wanted, status=status, host=httpx.URL(wanted.address).host, kept=kept, **details)


def _attempt(http: httpx.Client, wanted: Wanted, progress: Progress) -> bool:
    notes, offset = _notes(wanted), _size(wanted)
    etag, modified = notes.get("etag", ""), notes.get("last-modified", "")
    # A weak ETag does not say that the bytes are the same.
    unchanged = etag if etag and not etag.startswith("W/") else modified
    if not unchanged:
        offset = 0
    headers = {"Range": f"bytes={offset}-", "If-Range": unchanged} if offset else {}
    with _opened(http, wanted, headers) as response:
        start, total = _extent(wanted, response, offset)
        _save(wanted, response, start, total, progress)
    return start > 0


def _size(wanted: Wanted) -> int:
    return wanted.part.stat().st_size if wanted.part.is_file() else 0


def _notes(wanted: Wanted) -> dict[str, str]:
    """Length and version of what the part is a part of, as the publisher named them."""
    try:
        notes: dict[str, str] = json.loads(wanted.part_notes.read_text(encoding="utf-8"))
        return notes if notes["address"] == wanted.address else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _got(wanted: Wanted) -> str:
    length = _notes(wanted).get("content-length", "")
    return f"{_size(wanted):,} of {int(length):,} bytes" if length.isdecimal() else f"{_size(wanted):,} bytes"


@contextmanager
def _opened(http: httpx.Client, wanted: Wanted, headers: dict[str, str]) -> Iterator[httpx.Response]:
    """The answer that has the file, after redirects within the publisher's site."""
    url = httpx.URL(wanted.address)
    for _ in range(REDIRECTS + 1):
        with http.stream("GET", url, headers=headers) as response:
            if response.next_request is None:
                _check_status(wanted, response.status_code)
                yield response
                return
            url = _followed(wanted, url, response.next_request.url)
    raise RedirectLoop(wanted, to=url)


def _followed(wanted: Wanted, url: httpx.URL, to: httpx.URL) -> httpx.URL:
    if _site(to) != _site(url):
        raise Moved(wanted, to=to)
    if url.scheme == "https" and to.scheme != "https":
        raise Unencrypted(wanted, to=to)
    return to


def _site(url: httpx.URL) -> tuple[str, int | None]:
    """Who answers there: www.bls.gov is bls.gov. Of the publishers none is below a suffix like co.uk."""
    try:
        return str(ip_address(url.host)), url.port
    except ValueError:
        return ".".join(url.host.split(".")[-2:]), url.port


def _check_status(wanted: Wanted, status: int) -> None:
    if status in (404, 410):
        raise Gone(wanted, status=status)
    if status in (401, 403, 429):
        raise _error(Refused, wanted, status)
    if status == 416:
        wanted.discard_part()
        raise _Broken
    if status not in (200, 206):
        raise Unavailable(wanted, status=status)


def _extent(wanted: Wanted, response: httpx.Response, offset: int) -> tuple[int, int | None]:
    """Where the body begins, and the length of the whole file where the publisher says so."""
    if response.status_code == 200:
        length = response.headers.get("content-length", "")
        return 0, int(length) if length.isdecimal() else None
    said = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", response.headers.get("content-range", ""))
    if said is None or int(said[1]) != offset:
        wanted.discard_part()
        raise _Broken
    return offset, int(said[2])


def _save(wanted: Wanted, response: httpx.Response, start: int, total: int | None, progress: Progress) -> None:
    got = start
    with wanted.part.open("ab" if start else "wb") as out:
        # The old part is empty by now: notes must never be of another version than the part.
        if not start:
            _note(wanted, response)
        for piece in response.iter_raw():
            got += len(piece)
            if max(got, total or 0) > LIMIT:
                break
            out.write(piece)
            progress(wanted.name, got, total)
    if max(got, total or 0) > LIMIT:
        wanted.discard_part()
        raise TooLarge(wanted, limit=LIMIT)
    if total is not None and got != total:
        raise _Broken


def _note(wanted: Wanted, response: httpx.Response) -> None:
    notes = {name: response.headers[name] for name in _NOTED if name in response.headers}
    wanted.part_notes.write_text(json.dumps({"address": wanted.address, **notes}), encoding="utf-8")
