"""The pages where people ask in SPARQL and in Cypher."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

from queries import sparql_examples
from queries.catalog import SCALARS, TAGS, Parameter, Question, questions
from queries.cypher_pool import CypherAnswer
from queries.sparql_catalog import Example, examples
from queries.sparql_output import RESULTS
from queries.sparql_pool import Answered
from server.asking.given import KINDS
from server.pages.cells import Cell, TermCells, ValueCells
from server.pages.templates import render
from server.web.problems import Problem
from server.web.requests import href, limits, served

MOST_ROWS = 1_000
"""Rows or triples that a page shows; a download has more."""

_ROW_FORMATS = {"CSV": "csv", "TSV": "tsv", "JSON": "json", "XML": "xml"}
_TRIPLE_FORMATS = {"Turtle": "turtle", "N-Triples": "ntriples", "JSON-LD": "jsonld", "RDF/XML": "rdfxml"}
_FEWEST_LINES, _MOST_LINES = 8, 24
_Named = TypeVar("_Named", Question, Example)


@dataclass(frozen=True, slots=True)
class Field:
    """A field for a parameter: name, what people read beside it, its value, and the title of what that means."""

    name: str
    label: str
    kind: str
    value: str
    means: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer on a page: rows, or triples as text, or a truth; what is said of it; its formats to download."""

    said: str
    downloads: Mapping[str, str]
    remarks: Sequence[str] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    text: str = ""
    truth: bool | None = None
    numbers: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        numbers = {at for row in self.rows for at, cell in enumerate(row) if cell.number}
        object.__setattr__(self, "numbers", frozenset(numbers))


def sparql_page(
    request: Request,
    query: str,
    *,
    example: Example | None = None,
    given: Mapping[str, str] | None = None,
    found: Answered | None = None,
    problem: Problem | None = None,
) -> bytes:
    """The page in UTF-8, with a query, and with its answer or what is wrong with it."""
    return render(
        "sparql.html",
        request,
        query=query,
        example=example,
        fields=_fields(request, example, given or {}) if example else (),
        groups=_by_tag(examples().values()),
        formats={**_ROW_FORMATS, **_TRIPLE_FORMATS},
        shown=_sparql_answer(request, query, found) if found else None,
        problem=problem,
        **_common(request, query),
    )


def _sparql_answer(request: Request, query: str, found: Answered) -> Shown:
    of_rows = found.form in RESULTS
    what = "row" if of_rows else "triple"
    formats = _ROW_FORMATS if of_rows else _TRIPLE_FORMATS
    shown = partial(
        Shown,
        _said(found.count, what, found.seconds),
        _downloads(request, formats, query=query),
        (*found.remarks, *_cut(found.truncated, what)),
    )
    if not of_rows:
        return shown(text=found.body.decode())
    answer = json.loads(found.body)
    if "boolean" in answer:
        return shown(truth=answer["boolean"])
    cell = TermCells(served(request).about.base, partial(href, request))
    columns = answer["head"]["vars"]
    rows = [[cell(row.get(name)) for name in columns] for row in answer["results"]["bindings"]]
    return shown(columns=columns, rows=rows)


def cypher_page(
    request: Request,
    *,
    statement: str = "",
    parameters: str = "",
    question: Question | None = None,
    given: Mapping[str, str] | None = None,
    values: Mapping[str, Any] | None = None,
    found: CypherAnswer | None = None,
    remarks: Sequence[str] = (),
    problem: Problem | None = None,
) -> bytes:
    """The page in UTF-8: a statement, or a question with what is given for it, and the answer or what is wrong.

    `values` are the parameters that were passed to the store for what was given.
    """
    return render(
        "cypher.html",
        request,
        statement=statement,
        parameters=parameters,
        question=question,
        fields=_fields(request, question, given or {}) if question else (),
        values=values or {},
        groups=_by_tag(questions().values()),
        shown=_cypher_answer(request, found, remarks) if found else None,
        problem=problem,
        **_common(request, statement),
    )


def _cypher_answer(request: Request, found: CypherAnswer, remarks: Sequence[str]) -> Shown:
    answer = json.loads(found.body)
    cell = ValueCells(served(request).graph.nodes, partial(href, request))
    return Shown(
        _said(found.count, "row", found.seconds),
        _downloads(request, {"JSON": "json"}),
        (*remarks, *_cut(found.truncated, "row")),
        columns=answer["columns"],
        rows=[[cell(value) for value in row] for row in answer["rows"]],
    )


def _common(request: Request, text: str) -> dict[str, Any]:
    """What both pages say of limits, and how many lines their box has."""
    longest = limits(request)
    lines = min(max(text.count("\n") + 2, _FEWEST_LINES), _MOST_LINES)
    return {"rows": lines, "longest": longest.characters, "seconds": longest.timeout, "most": longest.rows}


def _fields(request: Request, named: Question | Example, given: Mapping[str, str]) -> list[Field]:
    nodes = served(request).graph.nodes
    fields = []
    for parameter in named.parameters:
        value = given.get(parameter.name) or _default(named, parameter)
        means = nodes[value].title if value in nodes else ""
        kind = KINDS[parameter.type] if parameter.type in SCALARS else "title, code or id"
        label = parameter.option.replace("-", " ").replace("sub cluster", "sub-cluster").capitalize()
        fields.append(Field(parameter.option, label, kind, value, means))
    return fields


def _default(named: Question | Example, parameter: Parameter) -> str:
    if isinstance(named, Example):
        return sparql_examples.default(parameter)
    value = parameter.default
    return str(value).lower() if isinstance(value, bool) else str(value)


def _by_tag(found: Iterable[_Named]) -> dict[str, list[_Named]]:
    listed = list(found)
    return {tag: [one for one in listed if tag in one.tags] for tag in TAGS}


def _said(count: int, what: str, seconds: float) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}, {seconds:.2f} s"


def _cut(truncated: bool, what: str) -> tuple[str, ...]:
    return (f"There are more {what}s than this page shows; the files have more of them.",) if truncated else ()


def _downloads(request: Request, formats: Mapping[str, str], **query: str) -> dict[str, str]:
    """Format → the address of this answer in it; `query` is what the body of a POST may have brought."""
    params = request.query_params
    asked = {name: params.getlist(name) for name in params if name not in ("format", "output")}
    path = href(request, request.scope["path"].removeprefix(href(request, "")))
    return {
        label: f"{path}?{urlencode({**asked, **query, 'format': form}, doseq=True)}"
        for label, form in formats.items()
    }
