"""The page on SPARQL, docs/sparql.md: its text from sparql_page.md, the examples from queries/sparql."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from ontology.identifiers import BASE
from queries.sparql_catalog import Example
from queries.sparql_text import known_prefixes


def page(examples: Iterable[Example]) -> str:
    """The page in Markdown; the same examples give the same page."""
    text = files("careergraph").joinpath("sparql_page.md").read_text(encoding="utf-8")
    found = list(examples)
    rows = [f"| [{e.name}](#{e.name}) | {e.asks} | {', '.join(e.tags)} |" for e in found]
    parts = {
        "examples": ["| example | asks | for |", "|---|---|---|", *rows],
        "prefixes": ["```sparql", *(f"PREFIX {p}: <{iri}>" for p, iri in known_prefixes(BASE).items()), "```"],
        "queries": ["\n".join(_section(example)) for example in found],
    }
    for name, lines in parts.items():
        text = text.replace(f"<!-- {name} -->", "\n".join(lines).strip())
    return text


def _section(example: Example) -> Iterator[str]:
    yield f"### {example.name}\n\n{example.asks}"
    if example.description:
        yield f"\n{example.description}"
    if example.parameters:
        yield ""
    for p in example.parameters:
        what = f"a `{p.type}`" if p.is_node else p.type
        yield f"- `--{p.option}`: {what}, else `{p.default}`"
    yield f"\n```sparql\n{example.sparql}\n```\n"
