"""Code systems, retired and former codes, labels: answers out of the graph's records."""

from __future__ import annotations

from collections import Counter

from ontology.graph import CareerGraph
from ontology.nodes import Code, Framework
from ontology.rdf.links import outward
from ontology.rdf.schemes import schemes
from ontology.relationships import Combines, MovedTo, ReplacedBy
from queries.catalog import Scalar
from tests.queries.sparql.records import broader, code, scheme_title, title

CASES: dict[str, list[dict[str, Scalar]]] = {
    "schemes-and-their-levels": [],
    "concepts-of-a-level": [{"level": "Sub-clusters"}, {"level": "Sectors"}, {"level": "Storeys"}],
    "retired-programs-and-their-successors": [{"family": "cip/2020/01"}, {"family": "cip/2020/54"}],
    "combined-occupations-and-their-parts": [],
    "former-occupation-today": [{"former": "soc/2010/11-2031"}, {"former": "soc/2010/11-9061"}],
    "pages-about-a-thing": [
        {"thing": "cip/2020/11.0701"},
        {"thing": "naics/2022/31-33"},
        {"thing": "framework/2024/cluster/education"},
    ],
    "things-by-words-of-their-title": [{"words": "Web & Cloud"}, {"words": "no such words"}],
}


def schemes_and_their_levels(graph: CareerGraph) -> list[tuple[object, ...]]:
    kinds = Counter(node.kind for node in graph.nodes.values())
    rows: list[tuple[object, ...]] = []
    for name, scheme in sorted(schemes().items()):
        known = graph.nodes.get(name)
        framework = isinstance(known, Framework)
        head = (known.title, known.issued) if isinstance(known, Framework) else (scheme.title, scheme.issued)
        for depth, level in enumerate(scheme.levels, 1):
            rows.append((name, *head, depth, level.title, level.pattern or None, kinds[level.kind]))
        assert framework == name.startswith("framework/")
    return rows


def concepts_of_a_level(graph: CareerGraph, level: str) -> list[tuple[str | None, ...]]:
    kinds = {"Minor groups": "MinorGroup", "Sub-clusters": "SubCluster", "Sectors": "Sector"}
    ids = [node.id for node in graph.nodes.values() if node.kind == kinds.get(level)]
    above = broader(graph)
    return sorted(
        (code(graph, one), title(graph, one), code(graph, above[one]) if one in above else None) for one in ids
    )


def retired_programs_and_their_successors(graph: CareerGraph, family: str) -> list[tuple[str, ...]]:
    links = [r for r in graph.of_type(MovedTo) if code(graph, r.start).startswith(f"{code(graph, family)}.")]
    return sorted(
        (code(graph, r.start), title(graph, r.start), r.action, code(graph, r.end), title(graph, r.end))
        for r in links
    )


def combined_occupations_and_their_parts(graph: CareerGraph) -> list[tuple[str, ...]]:
    return sorted(
        (code(graph, r.start), title(graph, r.start), code(graph, r.end), title(graph, r.end))
        for r in graph.of_type(Combines)
    )


def former_occupation_today(graph: CareerGraph, former: str) -> list[tuple[str, ...]]:
    links = [r for r in graph.of_type(ReplacedBy) if r.start == former]
    return sorted((title(graph, former), code(graph, r.end), title(graph, r.end), r.concordance) for r in links)


def pages_about_a_thing(graph: CareerGraph, thing: str) -> list[tuple[str, ...]]:
    node = graph.nodes[thing]
    return sorted((node.title, page) for page in (outward(node) if isinstance(node, Code) else ()))


def things_by_words_of_their_title(graph: CareerGraph, words: str) -> list[tuple[str, ...]]:
    return sorted(
        (
            (scheme, node.id, name)
            for node in graph.nodes.values()
            for name in (node.title, *node.alt_titles)
            if (scheme := scheme_title(graph, node.id)) and words.lower() in name.lower()
        ),
        key=lambda row: row[1:],
    )
