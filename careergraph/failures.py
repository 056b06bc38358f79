"""Exit codes: what went wrong, for programs; the message is for people."""

from __future__ import annotations

from careergraph.builds import BuildError, NoBuild
from careergraph.formats import CellTooLong
from careergraph.settings import BadSetting
from loaders.errors import SourceError
from loaders.fetch_errors import FetchFailed
from ontology.integrity import IntegrityError
from ontology.rdf.changes import NotComparable
from ontology.tables import UnreadableTables
from queries.catalog import UnknownParameter, UnknownQuestion
from queries.search import NotASearchIndex
from queries.show import NothingFound, SeveralFound
from queries.sparql_catalog import UnknownExample
from queries.store import QueryFailed, QueryTimeout, StoreError

FAILED, USAGE, NOTHING_FOUND, NO_BUILD, TIMED_OUT = 1, 2, 3, 4, 5

# The first class that fits counts.
_CODES: tuple[tuple[type[Exception], int], ...] = (
    (QueryTimeout, TIMED_OUT),
    (QueryFailed, USAGE),
    (BadSetting, USAGE),
    (UnknownQuestion, USAGE),
    (UnknownParameter, USAGE),
    (UnknownExample, USAGE),
    (NotComparable, USAGE),
    (NothingFound, NOTHING_FOUND),
    (SeveralFound, NOTHING_FOUND),
    (NoBuild, NO_BUILD),
    (BuildError, FAILED),
    (SourceError, FAILED),
    (FetchFailed, FAILED),
    (IntegrityError, FAILED),
    (StoreError, FAILED),
    (UnreadableTables, FAILED),
    (NotASearchIndex, FAILED),
    (CellTooLong, FAILED),
    (OSError, FAILED),
)


def exit_code(error: Exception) -> int | None:
    """The exit code for an error whose text is fit to show; None for a defect of ours."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), None)
