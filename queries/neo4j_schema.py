"""Constraints and indexes of a Neo4j database that holds a graph."""

from __future__ import annotations

from neo4j import Session

from queries.neo4j_seal import LABEL
from queries.store import LoadableGraph

TITLES = "careergraph_titles"
_TITLE_PROPERTIES = ("title", "altTitles", "alternateTitles", "directMatchTitles")
_SHOW = f"SHOW FULLTEXT INDEXES YIELD name, labelsOrTypes WHERE name = '{TITLES}' RETURN labelsOrTypes"


def quoted(*names: str) -> str:
    """Return labels or a type as a pattern has them: each behind a colon, whatever characters it has."""
    return "".join(f":`{name.replace('`', '``')}`" for name in names)


def titles_index(session: Session) -> set[str] | None:
    """Return the labels that the full-text index of titles covers; None where there is no such index."""
    found = session.run(_SHOW).single()
    return None if found is None else set(found[0])


def schema_statements(graph: LoadableGraph, covered: set[str] | None) -> list[str]:
    """Return what makes the constraints and indexes that are missing; `covered` as `titles_index` gives it.

    Labels come in alphabetical order: Neo4j lists the labels of a node in the order in which it first met them.
    """
    labels = sorted({label for node in graph.nodes.values() for label in node.labels})
    with_code = [node for node in graph.nodes.values() if "code" in node.properties()]
    coded = sorted({label for node in with_code for label in node.labels})
    return [
        *(_unique(label) for label in (*labels, LABEL)),
        *(_index(label) for label in coded),
        *([f"DROP INDEX {TITLES}"] if covered is not None and covered != set(labels) else []),
        *([_full_text(labels)] if covered != set(labels) else []),
    ]


def _unique(label: str) -> str:
    name = quoted(f"careergraph_{label}_id").removeprefix(":")
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n{quoted(label)}) REQUIRE n.id IS UNIQUE"


def _index(label: str) -> str:
    name = quoted(f"careergraph_{label}_code").removeprefix(":")
    return f"CREATE INDEX {name} IF NOT EXISTS FOR (n{quoted(label)}) ON (n.code)"


def _full_text(labels: list[str]) -> str:
    names = "|".join(quoted(label).removeprefix(":") for label in labels)
    properties = ", ".join(f"n.{name}" for name in _TITLE_PROPERTIES)
    return f"CREATE FULLTEXT INDEX {TITLES} IF NOT EXISTS FOR (n:{names}) ON EACH [{properties}]"
