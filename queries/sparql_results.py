"""What a SPARQL query is answered with, and how it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
from rdflib.namespace import XSD

from queries.store import QueryFailed, QuerySyntaxError, Result, StoreError, Value
from queries.worker_process import Refused

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row: TypeAlias = tuple[Term | None, ...]

_VALUES: Mapping[str, Callable[[str], Value]] = {
    str(XSD.integer): int,
    str(XSD.positiveInteger): int,
    str(XSD.decimal): float,
    str(XSD.double): float,
    str(XSD.float): float,
    str(XSD.boolean): lambda text: text in ("true", "1"),
}


def python_value(term: Term | None) -> Value:
    """A number or truth value as Python has it; the IRI, or the words of any other literal, as text."""
    if isinstance(term, ox.Literal):
        return _VALUES.get(term.datatype.value, str)(term.value)
    return term.value if isinstance(term, ox.NamedNode) else None if term is None else str(term)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`seconds` of wall-clock time, and remarks on what the query names and the edition does not hold."""

    seconds: float = 0.0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Solutions(Found):
    """The rows that SELECT gives: a term or None a variable; `truncated` when the row limit cut them."""

    variables: tuple[str, ...]
    rows: list[Row]
    truncated: bool

    def __len__(self) -> int:
        return len(self.rows)

    def result(self) -> Result:
        """The same as plain Python values."""
        rows = [tuple(map(python_value, row)) for row in self.rows]
        return Result(self.variables, rows, self.truncated, self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triples(Found):
    """What CONSTRUCT or DESCRIBE gives: triples in order, none twice; `truncated` when the limit cut them."""

    triples: list[ox.Triple]
    truncated: bool

    def __len__(self) -> int:
        return len(self.triples)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth(Found):
    """What ASK gives."""

    value: bool

    def __bool__(self) -> bool:
        return self.value


SparqlAnswer: TypeAlias = Solutions | Triples | Truth


class SparqlSyntaxError(QuerySyntaxError):
    """The query is not SPARQL, or its prefixes are not known."""

    LANGUAGE = "SPARQL"


class UnknownGraph(QueryFailed):
    """The query asks a named graph that there is not, or that was left out."""

    def __init__(self, graph: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no graph {graph} here; there are {', '.join(known)}.")
        self.graph, self.known = graph, tuple(known)


class Unanswered(QueryFailed):
    """The engine could not answer, as for a function that it does not have."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The query could not be answered: {why}.")
        self.why = why


class QueryTooLarge(QueryFailed):
    """The query took all the memory that it may."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"The query was ended: it seems to need more than {megabytes:,} MB of memory.")
        self.megabytes = megabytes


class AnswerTooLarge(QueryFailed):
    """The answer has more bytes than may be sent."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"The answer has more than {megabytes:,} MB: ask for less of it, as with LIMIT, or for fewer columns."
        )
        self.megabytes = megabytes


class NotWanted(QueryFailed):
    """The answer is of a kind (rows, triples) for which no format was named."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"The query gives {kind}, and no format that holds {kind} is accepted.")
        self.kind = kind


class NotInXml(QueryFailed):
    """The answer holds something that XML has no way to write."""

    def __init__(self, what: str) -> None:
        super().__init__(f"XML cannot hold {what}, and the answer has one; every other format can.")
        self.what = what


class NoEdition(StoreError):
    """There is no RDF edition that can be read in this folder."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"The RDF edition at {folder} cannot be read: {why}. To make it anew, run: careergraph build"
        )
        self.folder, self.why = folder, why


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, the most rows or triples of its answer, and the format wanted for rows and for triples.

    A format is a name of RESULTS or GRAPHS (queries.sparql_output); None where that kind of answer is not wanted.
    `default` and `named` are the IRIs of the graphs that the protocol names; they go before FROM and FROM NAMED.
    """

    text: str
    limit: int
    results: str | None = "json"
    graph: str | None = "turtle"
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentAsked:
    """The document about the thing of this id, in a format of `ontology.rdf.formats`."""

    node_id: str
    form: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer in the format `form`: rows or triples counted, cut short or not, in so many seconds."""

    body: bytes
    form: str
    count: int
    truncated: bool
    seconds: float
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A query for the process that answers."""

    text: str
    limit: int


class Loading:
    """Says that the edition is being read; no time limit counts now."""


class Loaded:
    """Says that the edition has been read."""


Reply: TypeAlias = SparqlAnswer | Refused | Loading | Loaded
