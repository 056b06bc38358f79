"""What is wrong with a text that the engine does not take for a SPARQL query, and where."""

from __future__ import annotations

import re

from queries.sparql_results import SparqlSyntaxError
from queries.sparql_text import known_prefixes

_PLACE = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)


def syntax_error(text: str, base: str, message: str) -> SparqlSyntaxError:
    """The error to raise where the engine says `message`.

    The engine names the place where it gave up, which may be far behind the slip: rdflib's parser comes closer.
    """
    found = _PLACE.fullmatch(message)
    expected = found[3] if found else message
    if "variable that is unbound" in message:
        why = "SELECT names a variable that GROUP BY does not, or that the query has nowhere"
        return SparqlSyntaxError(None, None, why)
    line, column = _by_rdflib(text, base) or ((int(found[1]), int(found[2])) if found else (None, None))
    return SparqlSyntaxError(line, column, _why(text, expected, (line, column)), text)


def _by_rdflib(text: str, base: str) -> tuple[int, int] | None:
    """Line and column where rdflib's parser stops; None where it finds nothing wrong, or no place."""
    from rdflib.plugins.sparql.parser import parseQuery

    known = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in known_prefixes(base).items())
    try:
        parseQuery(f"{known}\n{text}")
    except Exception as error:
        line, column = getattr(error, "lineno", None), getattr(error, "col", None)
        return (line - 1, column) if line and column else None
    return None


def _why(text: str, expected: str, where: tuple[int | None, int | None]) -> str:
    if not text.strip():
        return "the query is empty"
    if single := re.fullmatch(r'"(.)"', expected):
        return f"a {single[1]} is missing"
    lines = text.rstrip().split("\n")
    if where == (len(lines), len(lines[-1]) + 1):
        return "the query ends too early"
    return "this, or what it begins, cannot stand here"
