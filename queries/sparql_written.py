"""Answers as bytes: written by the engine itself, which is many times quicker than term by term, and bounded."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, cast

import pyoxigraph as ox

from queries.sparql_engine import Answer, Engine, gathered
from queries.sparql_output import RESULTS, serialized
from queries.sparql_results import Answered, AnswerTooLarge, Asked, NotInXml, NotWanted, Triples

LARGEST_MB = 32
"""Megabytes of the largest answer."""


@dataclass(frozen=True, slots=True)
class _Table:
    """How a format ends a row: as `end` has it, or `careful` where `marker` stands, perhaps in a text."""

    end: re.Pattern[bytes]
    header: int = 0
    closed: bytes = b""
    marker: bytes = b""
    careful: re.Pattern[bytes] = re.compile(b"")


# A quotation mark in a text of JSON has a backslash before it, so that `},{"x` can only begin a row.
_TABLES: Mapping[str, _Table] = {
    "json": _Table(
        end=re.compile(rb'\}(?=,\{"[^,}])'),
        header=-1,  # the last row has none after it
        closed=b"]}}",
        marker=b"{}",
        careful=re.compile(rb'(?>[^"}]++|"(?>[^"\\]++|\\.)*+"|\}(?!,\{))*+\}(?=,\{)', re.DOTALL),
    ),
    "csv": _Table(re.compile(rb"\n"), 1, marker=b'"', careful=re.compile(rb'(?>[^"\n]++|"[^"]*+")*+\n')),
    "tsv": _Table(re.compile(rb"\n"), 1),
    "xml": _Table(re.compile(rb"</result>"), 0, b"</results></sparql>"),
}
_NO_ROWS_IN_JSON = b'"bindings":[]}}'
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_NO_NAME = re.compile(rb"<[^\s<>:/]*:[\s>]")


def answered(engine: Engine, asked: Asked) -> Answered:
    """The answer to a query, in the format wanted for its kind.

    Raises a QueryFailed as Engine.asked does, NotWanted, NotInXml, or AnswerTooLarge.
    """
    begun = time.monotonic()
    with engine.asked(asked.text, asked.default, asked.named) as (found, mentions):
        form = _form(found, asked)
        if isinstance(found, ox.QuerySolutions):
            body, count, truncated = _rows(found, form, asked.limit)
        else:
            body, count, truncated = _whole(found, form, asked.limit, engine.base)
    seconds = time.monotonic() - begun
    if form in ("xml", "rdfxml"):
        body = _for_xml(body, form)
    return Answered(body, form, count, truncated, seconds, engine.remarks(mentions, found=bool(count)))


def _form(found: Answer, asked: Asked) -> str:
    kind, form = ("triples", asked.graph) if isinstance(found, ox.QueryTriples) else ("rows", asked.results)
    if form is None:
        raise NotWanted(kind)
    return form


def _whole(found: Answer, form: str, limit: int, base: str) -> tuple[bytes, int, bool]:
    """A truth value, or triples."""
    answer = gathered(found, limit)
    body = serialized(answer, form, base)
    if len(body) > LARGEST_MB << 20:
        raise AnswerTooLarge(LARGEST_MB)
    return (body, len(answer), answer.truncated) if isinstance(answer, Triples) else (body, 1, False)


def _rows(found: ox.QuerySolutions, form: str, limit: int) -> tuple[bytes, int, bool]:
    rows = _Rows(_TABLES[form], limit)
    try:
        found.serialize(cast("BinaryIO", rows), RESULTS[form])
    except _Enough:
        return rows.cut(), limit, True
    count = rows.count()
    return (rows.cut(), limit, True) if count > limit else (bytes(rows.body), count, False)


class _Enough(Exception):
    """There are more rows than wanted."""


class _Rows:
    """A file for the engine to write rows to. Raises _Enough, or AnswerTooLarge, amid its work."""

    def __init__(self, table: _Table, limit: int) -> None:
        self.body = bytearray()
        self._table, self._limit, self._look_at = table, limit, 0

    def write(self, part: bytes) -> int:
        """Takes the next part; looks at all from time to time: counting costs as much as writing."""
        self.body += part
        size = len(self.body)
        too_large = size > LARGEST_MB << 20
        if too_large or size > self._look_at:
            rows = self.count()
            if rows > self._limit:
                raise _Enough
            self._look_at = min(2 * size, size * (self._limit + 2) // (rows + 1))
        if too_large:
            raise AnswerTooLarge(LARGEST_MB)
        return len(part)

    def flush(self) -> None:
        """Nothing is held back."""

    def count(self) -> int:
        """The number of rows, of which the last may not be whole yet."""
        if self.body.endswith(_NO_ROWS_IN_JSON):
            return 0
        return sum(1 for _ in self._ends()) - self._table.header

    def cut(self) -> bytes:
        """The first rows, as many as wanted."""
        last = self._limit + max(0, self._table.header)
        end = next(islice(self._ends(), last - 1, None))
        return bytes(self.body[:end]) + self._table.closed

    def _ends(self) -> Iterator[int]:
        table = self._table
        if not table.marker or table.marker not in self.body:
            yield from (match.end() for match in table.end.finditer(self.body))
            return
        # Never searches: what does not match here is not to be looked for further on.
        end = 0
        while match := table.careful.match(self.body, end):
            yield (end := match.end())


def _for_xml(body: bytes, form: str) -> bytes:
    """With carriage returns as XML keeps them. Raises NotInXml."""
    if len(body.translate(None, _CONTROLS)) < len(body) or b"\xef\xbf\xbe" in body or b"\xef\xbf\xbf" in body:
        raise NotInXml("a control character")
    if form == "rdfxml" and _NO_NAME.search(body):
        raise NotInXml("a predicate whose IRI does not end in a name")
    return body.replace(b"\r", b"&#xD;")
