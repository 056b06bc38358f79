"""/align: a small file of codes in, the aligned rows out; nothing that is sent is kept."""

from __future__ import annotations

import re
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import quote

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from queries.align import TARGETS
from queries.code_forms import SYSTEMS
from server.answers.aligning import Asked, align
from server.pages.align import align_page
from server.web.forms import MEDIA_TYPE, parts
from server.web.negotiation import accepted, chosen
from server.web.parameters import Parameters
from server.web.problems import Problem
from server.web.requests import body, served

CSV, JSON = "text/csv", "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE, PATIENCE = 2, 10.0
FORMS = {"json": JSON, "csv": CSV, "xlsx": XLSX}
TAKEN = (CSV, XLSX, MEDIA_TYPE)
_PLACES = anyio.CapacityLimiter(AT_ONCE)
_EXAMPLE = 'curl --data-binary @students.csv -H "Content-Type: text/csv" "…/align?column=CIPCODE"'


async def answer(request: Request) -> Response:
    """The aligned table: JSON, or a file where CSV or XLSX is asked for."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in TAKEN:
        said = f"A table is sent as {', '.join(TAKEN)}, not as {media_type or 'nothing in particular'}. {_EXAMPLE}"
        raise Problem(415, said, headers={"accept": ", ".join(TAKEN)})
    table, name, given = _read(request, await body(request), media_type)
    asked = _asked(request, given)
    made = await _in_a_place(partial(align, served(request), table, asked))
    headers = {"cache-control": "no-store", "vary": "Accept"}
    if asked.form != "json":
        headers["content-disposition"] = _disposition(name, asked.form)
    return Response(made, headers=headers, media_type=FORMS[asked.form])


async def page(request: Request) -> Response:
    """The form for people."""
    return Response(align_page(request), media_type="text/html")


def _read(request: Request, received: bytes, media_type: str) -> tuple[bytes, str, Parameters]:
    """The table, the name of its file, and the parameters of address and form."""
    if media_type != MEDIA_TYPE:
        return received, "", Parameters.of(request)
    fields = parts(received, request.headers["content-type"])
    files = [field for field in fields if field.name == "file"]
    # What is left empty in a form is sent all the same.
    others = {field.name: field.text for field in fields if field.name != "file" and field.text}
    if len(files) != 1 or not files[0].body:
        said = "The form should have one field `file` with the table. An example: curl -F file=@students.csv …"
        raise Problem(422, said, parameter="file")
    return files[0].body, files[0].filename or "", Parameters.of(request, **others)


def _asked(request: Request, given: Parameters) -> Asked:
    return Asked(
        column=given.text("column", "column=CIPCODE (a name, a letter or a number)"),
        system=given.choice("from", SYSTEMS) or "",
        to=given.choice("to", TARGETS) or "",
        joined=given.truth("joined"),
        mend=given.truth("mend"),
        sheet=given.maybe("sheet"),
        form=given.choice("format", FORMS) or _negotiated(request),
    )


def _negotiated(request: Request) -> str:
    media_type = chosen(accepted(request), tuple(FORMS.values()))
    if media_type is None:
        raise Problem(406, f"The answer can be {', '.join(FORMS.values())}.", available=list(FORMS.values()))
    return next(form for form, found in FORMS.items() if found == media_type)


async def _in_a_place(work: partial[bytes]) -> bytes:
    """What the work gives; done in a thread, no more than a few at once. Raises Problem where none is free."""
    with anyio.move_on_after(PATIENCE) as waiting:
        await _PLACES.acquire()
    if waiting.cancelled_caught:
        said = f"Other tables are being aligned; no place was free within {PATIENCE:.0f} seconds. Try again."
        raise Problem(503, said, headers={"retry-after": "10"})
    try:
        return await anyio.to_thread.run_sync(work, limiter=anyio.CapacityLimiter(1))
    finally:
        _PLACES.release()


def _disposition(name: str, form: str) -> str:
    """The header Content-Disposition (RFC 6266); `name` is what the file was called that was sent."""
    stem = PurePosixPath(name.replace("\\", "/")).stem[:80] or "table"
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", stem)
    extended = f"; filename*=UTF-8''{quote(stem, safe='')}-aligned.{form}" if plain != stem else ""
    return f'attachment; filename="{plain}-aligned.{form}"{extended}'


ROUTES: tuple[Route, ...] = (Route("/align", answer, methods=["POST"]), Route("/align", page))
