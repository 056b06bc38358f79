"""SPARQL for many at once: processes that hold the edition, each of which can be ended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from queries.sparql_output import formats, serialized
from queries.sparql_results import Solutions, Triples
from queries.sparql_store import SparqlStore
from queries.store import QueryFailed


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
class Answered:
    """An answer in the format `form`: rows or triples counted, cut short or not, in so many seconds."""

    body: bytes
    form: str
    count: int
    truncated: bool
    seconds: float
    remarks: tuple[str, ...]


class NotWanted(QueryFailed):
    """The answer is of a kind (rows, triples) for which no format was named."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"The query gives {kind}, and no format that holds {kind} is accepted.")
        self.kind = kind


class SparqlPool:
    """So many processes on one edition. Threads may share it; at most `size` should ask at once."""

    def __init__(self, folder: Path, base: str, *, size: int = 4, memory_mb: int = 2048) -> None:
        self.size, self._base = size, base
        self._store = SparqlStore(folder, base, memory_mb=memory_mb)

    def query(self, asked: Asked, *, timeout: float) -> Answered:
        """The answer within `timeout` seconds, or a QueryFailed as SparqlStore.query raises it, or NotWanted."""
        found = self._store.query(asked.text, timeout=timeout, limit=asked.limit)
        form = asked.graph if isinstance(found, Triples) else asked.results
        if form is None:
            raise NotWanted("triples" if isinstance(found, Triples) else "rows")
        assert form in formats(found)
        count = len(found) if isinstance(found, Solutions | Triples) else 1
        cut = isinstance(found, Solutions | Triples) and found.truncated
        return Answered(serialized(found, form, self._base), form, count, cut, found.seconds, found.remarks)

    def describe(self, node_id: str, form: str) -> bytes | None:
        """The document about a thing in a format of `ontology.rdf.formats`; None where nobody knows it."""
        raise NotImplementedError

    def close(self) -> None:
        """Ends the processes."""
        self._store.close()
