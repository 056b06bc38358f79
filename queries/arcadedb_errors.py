"""The engine's errors, told in the store's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from queries.store import (
    FeatureRefused,
    MissingParameter,
    QueryFailed,
    QuerySyntaxError,
    QueryTimeout,
    StoreError,
    WriteRefused,
)

# The engine has two ways to name a place; both count columns from 0.
_PLACES = (
    re.compile(r"^Syntax error at line (?P<line>\d+):(?P<column>\d+) - (?P<what>.*)$", re.DOTALL),
    re.compile(r"^(?P<what>.*?) at line (?P<line>\d+), column (?P<column>\d+)\n.*$", re.DOTALL),
)
_LONG_LIST = re.compile(r", expected: one of .* or \d+ more$")
_COMPILE_TIME = re.compile(r"^[A-Z][a-z]+[A-Z][A-Za-z]+: ")
_WRITES = {"QueryNotIdempotentException", "DatabaseIsReadOnlyException"}


def store_error(error: Any, query: str, timeout: float | None) -> StoreError:
    """Return the store's error for one of Java's, raised by this query with this time limit (seconds)."""
    found = {str(java.getClass().getSimpleName()): str(java.getMessage()) for java in _causes(error)}
    refused = _refusal(found, query)
    if refused is not None:
        return refused
    if timeout is not None and "arcadedb.command.timeout" in found.get("TimeoutException", ""):
        return QueryTimeout(timeout)
    if "CommandParsingException" in found:
        return _syntax_error(found["CommandParsingException"], query)
    semantic = found.get("CommandSemanticException", "")
    if _COMPILE_TIME.match(semantic):
        return QuerySyntaxError(None, None, semantic, query)
    return QueryFailed(_message(found))


def _refusal(found: dict[str, str], query: str) -> StoreError | None:
    if _WRITES & found.keys():
        return WriteRefused(query)
    if "SecurityException" in found:
        return FeatureRefused("LOAD CSV")
    if "CommandParameterMissingException" in found:
        return MissingParameter(found["CommandParameterMissingException"].partition(": ")[2])
    return None


def java_text(error: Any) -> str:
    """Return what a Java error and its causes say, outermost first."""
    said = [str(java.getMessage() or java.getClass().getSimpleName()) for java in _causes(error)]
    return ": ".join(dict.fromkeys(said))


def _causes(error: Any) -> Iterator[Any]:
    for _ in range(20):
        if error is None:
            return
        yield error
        error = error.getCause()


def _syntax_error(message: str, query: str) -> QuerySyntaxError:
    for place in _PLACES:
        match = place.match(message)
        if match is not None:
            what = _LONG_LIST.sub("", match["what"])
            return QuerySyntaxError(int(match["line"]), int(match["column"]) + 1, what, query)
    return QuerySyntaxError(None, None, message, query)


def _message(found: dict[str, str]) -> str:
    if "OutOfMemoryError" in found:
        return "The query needs more memory than the store was given."
    return ": ".join(dict.fromkeys(text if text != "None" else name for name, text in found.items()))
