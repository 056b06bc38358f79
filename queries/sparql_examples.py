"""The named examples in SPARQL, filled with what the user means, and fit for other tools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ontology.rdf.prefixes import PATHS
from queries.catalog import Parameter, Scalar
from queries.given import node_id
from queries.search import SearchIndex
from queries.sparql_catalog import Example, literal, with_value
from queries.sparql_text import ShortNames, known_prefixes, read


def filled(example: Example, given: Mapping[str, Scalar], index: SearchIndex, base: str) -> str:
    """The example with these values: things by title, code or id.

    Raises UnknownParameter, NothingFound or SeveralFound.
    """
    text = example.sparql
    for name, value in given.items():
        parameter = example.parameter(name)
        text = with_value(text, parameter.name, _term(parameter, str(value), index, base))
    return text


def _term(parameter: Parameter, text: str, index: SearchIndex, base: str) -> str:
    if not parameter.is_node:
        return literal(parameter, text)
    return ShortNames(base)(f"{base}id/{node_id(parameter, text, index)}")


def default(parameter: Parameter) -> str:
    """The default of an example's parameter as people give it: an id, a text without quotation marks, a number."""
    written = str(parameter.default)
    if parameter.is_node:
        prefix, _, name = written.partition(":")
        return PATHS[prefix] + name
    return written.strip('"')


def heading(example: Example) -> Iterator[str]:
    """What to know of an example, as remarks that may stand before its query."""
    yield f"# {example.asks}"
    if example.description:
        yield f"# {example.description}"
    for p in example.parameters:
        what = f"{p.type}, by id, code or title" if p.is_node else p.type
        yield f"# --{p.option} ({what}), else {p.default}"


def portable(text: str, base: str) -> str:
    """The query with the prefixes that it uses declared, as other tools want it."""
    named = read(text, base)
    mentions = (*named.default, *named.named, *named.graphs, *named.terms)
    used = {mention.written.partition(":")[0] for mention in mentions}
    lines = [f"PREFIX {prefix}: <{iri}>" for prefix, iri in known_prefixes(base).items() if prefix in used]
    return "\n".join([*lines, text])
