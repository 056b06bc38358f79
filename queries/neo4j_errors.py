"""What can be wrong with a Neo4j server, and its errors told in the store's own words."""

from __future__ import annotations

import re

from neo4j.exceptions import AuthError, Neo4jError, ServiceUnavailable, SessionExpired

from queries.store import (
    MissingParameter,
    QueryFailed,
    QuerySyntaxError,
    QueryTimeout,
    StoreError,
    WriteRefused,
)

_PLACE = re.compile(r"^(?P<what>.*?) \(line (?P<line>\d+), column (?P<column>\d+) \(offset: \d+\)\)", re.DOTALL)
_LONG_LIST = re.compile(r": expected .{80,}$", re.DOTALL)
_UNKNOWN = re.compile(r"no procedure with the name `([^`]+)`")
_WRITES = (
    "Neo.ClientError.Statement.AccessMode",
    "Neo.ClientError.Statement.NotSystemDatabaseError",
    "Neo.ClientError.Statement.UnsupportedAdministrationCommand",
    "Neo.ClientError.Security.Forbidden",
)


class BadAddress(StoreError):
    """The address of a server cannot be right."""


class ServerFailed(StoreError):
    """The server answers, but not as it should; `place` says which."""

    def __init__(self, place: str, why: str) -> None:
        self.place = place
        super().__init__(f"The Neo4j server at {place}: {why}")


class ServerAbsent(StoreError):
    """No server answers there."""

    def __init__(self, place: str, why: str) -> None:
        self.place = place
        super().__init__(f"No Neo4j server answers at {place}: {why}")


class LoginRefused(StoreError):
    """The server refuses the user or the password."""

    def __init__(self, place: str, user: str, why: str) -> None:
        self.place, self.user = place, user
        super().__init__(f"The Neo4j server at {place} refuses the login of {user}: {why}")


class NoBuildThere(StoreError):
    """The database is empty."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(f"The Neo4j server at {place} holds no build. Load one with: careergraph load --to …")


class ForeignData(StoreError):
    """The database holds what careergraph did not write, or no longer what it wrote."""

    def __init__(self, place: str, what: str) -> None:
        self.place = place
        way_out = "careergraph deletes only what it wrote. Empty it yourself, or name another database"
        super().__init__(f"The Neo4j database at {place} {what}; {way_out}.")


class LoadUnfinished(StoreError):
    """A load is just replacing the build, or was interrupted while it did."""

    def __init__(self, place: str) -> None:
        self.place = place
        advice = "Try again in a minute; if it was interrupted, run it again: careergraph load --to …"
        super().__init__(f"A load into the Neo4j server at {place} is not finished. {advice}")


class BuildReplaced(StoreError):
    """Another build was loaded since this store was opened."""

    def __init__(self, place: str, found: str) -> None:
        self.place, self.found = place, found
        super().__init__(f"The Neo4j server at {place} now holds another build ({found[:12]}): ask again.")


class HoldsAnotherBuild(StoreError):
    """The database holds another build than the current one here."""

    def __init__(self, place: str) -> None:
        self.place = place
        mend = f"Load this one with: careergraph load --to {place.partition(',')[0]}"
        super().__init__(f"The Neo4j server at {place} holds another build than the current one here. {mend}")


class ConnectionClosed(StoreError):
    """The store was closed before this call."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(f"The connection to the Neo4j server at {place} is closed.")


class LoadRefused(StoreError):
    """The server could not take the graph; what it held before is still there."""

    def __init__(self, place: str, why: str) -> None:
        self.place = place
        super().__init__(f"The graph could not be loaded into the Neo4j server at {place}: {why}")


def server_error(error: Exception, place: str, user: str) -> StoreError:
    """Return the store's error for one of the driver's that is no fault of a query."""
    text = _message(_root(error))
    if _code(error) == "Neo.ClientError.Security.Unauthorized":
        return LoginRefused(place, user, "the user or the password is wrong")
    if isinstance(error, AuthError) or _code(error).startswith("Neo.ClientError.Security."):
        return LoginRefused(place, user, text)
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError):
        return ServerAbsent(place, text)
    return ServerFailed(place, text)


def query_error(error: Neo4jError, cypher: str, timeout: float | None, lines_before: int = 0) -> StoreError:
    """Return the store's error for one of the server's, raised by this query with this time limit (seconds).

    `lines_before`: how many lines the server saw before the query's first.
    """
    code, text = _code(error), _message(error)
    if code in _WRITES:
        return WriteRefused(cypher)
    if "TransactionTimedOut" in code:
        return QueryTimeout(timeout) if timeout else QueryFailed("The server ended the query at its own limit.")
    if code.endswith(".ParameterMissing"):
        return MissingParameter(text.partition(": ")[2])
    if code.endswith("OutOfMemoryError"):
        return QueryFailed("The query needs more memory than the server gives it.")
    unknown = _UNKNOWN.search(text)
    if unknown is not None:
        return QueryFailed(f"There is no function or procedure {unknown[1]}.")
    place = _PLACE.match(text)
    if code.endswith(".SyntaxError") and place is not None:
        line, column = int(place["line"]) - lines_before, int(place["column"])
        return QuerySyntaxError(max(1, line), max(1, column), _LONG_LIST.sub("", place["what"]), cypher)
    return QueryFailed(text.partition("\n")[0])


def _code(error: BaseException) -> str:
    return str(error.code) if isinstance(error, Neo4jError) else ""


def _root(error: BaseException) -> BaseException:
    return error if error.__cause__ is None else _root(error.__cause__)


def _message(error: BaseException) -> str:
    text = error.message if isinstance(error, Neo4jError) else getattr(error, "strerror", None) or str(error)
    return str(text) or type(error).__name__
