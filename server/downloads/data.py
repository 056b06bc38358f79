"""/data and /.well-known/void: what may be downloaded, and the edition's account of itself."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Hashable, Iterable, Mapping
from difflib import get_close_matches
from io import BytesIO
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ontology.rdf.edition import read_lines
from ontology.rdf.formats import FORMATS, write
from ontology.rdf.metadata import description_lines
from server.downloads.files import SUMS, Download, checksums, known_formats
from server.pages.templates import render
from server.served import Served
from server.web.negotiation import chosen
from server.web.problems import Problem
from server.web.ranges import wanted
from server.web.representations import LONG, Representation, send
from server.web.requests import href, served

HOUR = "public, max-age=3600"
_NEVER = "no-store"
_RETRY = {"retry-after": "30"}
_HTML, _JSON = "text/html", "application/json"
_VOID = {FORMATS[name].media_type: name for name in ("turtle", "ntriples", "jsonld", "rdfxml")}


async def listing(request: Request) -> Response:
    """What there is, as a page or as JSON."""
    found = served(request)
    form = chosen(request.headers.get("accept"), (_HTML, _JSON))
    if form is None:
        raise Problem(406, f"The list of files comes as {_HTML} and as {_JSON}.")
    files = list((await run_in_threadpool(found.downloads.files)).values())
    state = found.downloads.state()
    written = _page if form == _HTML else _told

    def make() -> Representation:
        return Representation.of(
            written(request, files, state), form if form == _JSON else f"{form}; charset=utf-8"
        )

    key = "data", form, state, len(files), href(request, "/data/")
    body = await _made(found, key, make)
    return send(request, body, modified=found.about.made, caching=HOUR if state == "ready" else _NEVER)


def _page(request: Request, files: Iterable[Download], state: str) -> bytes:
    parts = {form: [file for file in files if file.form == name] for name, form in known_formats().items()}
    return render("data.html", request, parts=parts, state=state)


def _told(request: Request, files: Iterable[Download], state: str) -> bytes:
    about = served(request).about
    told = {
        "edition": about.edition,
        "build": about.build,
        "state": state,
        "files": [_told_file(request, file) for file in files],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _told_file(request: Request, file: Download) -> Mapping[str, Any]:
    return {
        "name": file.name,
        "href": href(request, f"/data/{quote(file.name)}"),
        "format": file.form,
        "mediaType": file.media_type,
        "bytes": file.bytes,
        "sha256": file.sha256,
    }


async def file(request: Request) -> Response:
    """A file of the current edition, or parts of it; below the name of the edition it never changes."""
    found, name = served(request), str(request.path_params["name"])
    of_edition = f"{found.about.edition}/"
    caching = LONG if name.startswith(of_edition) else HOUR
    name = name.removeprefix(of_edition)
    files = await run_in_threadpool(found.downloads.files)
    if name == SUMS and files:
        sums = Representation.of(checksums(files.values()).encode(), "text/plain; charset=utf-8")
        whole = found.downloads.state() == "ready"
        return send(request, sums, modified=found.about.made, caching=caching if whole else _NEVER, vary="")
    if name not in files:
        raise _absent(request, found, name, files)
    return await _sent(request, found, files[name], caching)


def _absent(request: Request, found: Served, name: str, files: Iterable[str]) -> Problem:
    if found.downloads.is_coming(name):
        return Problem(503, f"{name} is being made; it is there in a minute or two.", headers=_RETRY)
    if found.downloads.state() == "left out":
        return Problem(404, "This server offers no files. Ask for documents, or in SPARQL.")
    near = [
        {"id": other, "title": other, "href": href(request, f"/data/{quote(other)}")}
        for other in get_close_matches(name, list(files), 5)
    ]
    here = f"There is no file {name!r} in edition {found.about.edition}, the only one that this server has."
    if found.downloads.state() == "failed":
        here += " Some files could not be made; the server's log says why."
    return Problem(404, f"{here} {href(request, '/data/')} lists its files.", near=near)


async def _sent(request: Request, found: Served, file: Download, caching: str) -> Response:
    etag, modified = f'"{file.sha256}"', found.about.made
    head = send(
        request, Representation(b"", file.media_type, etag=etag), modified=modified, caching=caching, vary=""
    )
    if head.status_code == 304:
        return head
    headers = {name: head.headers[name] for name in ("etag", "last-modified", "cache-control")}
    try:
        stat = await run_in_threadpool(file.path.stat)
    except FileNotFoundError:
        raise Problem(503, f"{file.name} was taken away; the next start makes it anew.") from None
    return _File(file, stat, headers, _part(request, stat.st_size, (etag, headers["last-modified"])))


def _part(request: Request, size: int, validators: tuple[str, str]) -> str | None:
    """The parts that are asked for, if the client's copy is of this file (RFC 9110, section 13.1.5)."""
    asked = request.headers.get("range")
    if (
        asked is None
        or request.method != "GET"
        or request.headers.get("if-range", validators[0]) not in validators
    ):
        return None
    return wanted(asked, size)


class _File(FileResponse):
    """Sends a file, or the parts of it that were found to be wanted."""

    def __init__(self, file: Download, stat: os.stat_result, headers: Mapping[str, str], part: str | None) -> None:
        super().__init__(
            file.path, headers=headers, media_type=file.media_type, filename=file.path.name, stat_result=stat
        )
        self._part = part

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it."""
        headers = [header for header in scope["headers"] if header[0] not in (b"range", b"if-range")]
        if self._part:
            headers.append((b"range", self._part.encode()))
        await super().__call__({**scope, "headers": headers}, receive, send)


async def void(request: Request) -> Response:
    """The edition's account of itself, VoID and DCAT; a browser is sent to the list of files."""
    found = served(request)
    form = chosen(request.headers.get("accept"), (*_VOID, _HTML))
    if form == _HTML:
        return RedirectResponse(href(request, "/data/"), 303, {"vary": "Accept"})
    if form is None:
        raise Problem(406, f"The edition's account of itself comes as {', '.join((*_VOID, _HTML))}.")

    def make() -> Representation:
        return Representation.of(_description(found, _VOID[form]), form)

    body = await _made(found, ("void", form), make)
    return send(request, body, modified=found.about.made)


def _description(found: Served, form: str) -> bytes:
    out = BytesIO()
    lines = description_lines(read_lines(found.rdf, "metadata"), found.about.base)
    write({"metadata": lines}, form, out, found.about.base)
    return out.getvalue()


async def _made(found: Served, key: Hashable, make: Callable[[], Representation]) -> Representation:
    """What was kept, or is made and kept now."""
    kept = found.cache.get(key)
    return kept or found.cache.keep(key, await run_in_threadpool(make))


async def to_listing(request: Request) -> Response:
    """The address without its slash."""
    return RedirectResponse(href(request, "/data/"), 308)


ROUTES: tuple[Route, ...] = (
    Route("/data", to_listing),
    Route("/data/", listing),
    Route("/data/{name:path}", file),
    Route("/.well-known/void", void),
)
