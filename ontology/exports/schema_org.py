"""The graph for consumers that speak schema.org: one JSON-LD file, published statements only.

docs/sssom.md has a section on it. Terms that schema.org lacks are not forced: what a pathway became, or where jobs
are, stands in the RDF edition.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ontology.exports.schema_org_dataset import dataset, sources
from ontology.graph import CareerGraph
from ontology.identifiers import FRAMEWORK_2024
from ontology.nodes import (
    BroadOccupation,
    CareerCluster,
    Code,
    CombinedOccupation,
    DetailedOccupation,
    Framework,
    Industry,
    InstructionalProgram,
    Node,
    Occupation,
    SubCluster,
)
from ontology.rdf.links import outward
from ontology.rdf.schemes import Scheme, scheme_of, schemes
from ontology.relationships import CoversOccupation, CoversProgram, HasSubCluster, PreparesFor

Thing = dict[str, Any]

FILE = "schema-org.jsonld"
CODE_SETS = ("soc/2018", "bls-combined", "naics/2022", "oews/2025")
_LINKS = (
    "hasDefinedTerm",
    "hasPart",
    "inCodeSet",
    "inDefinedTermSet",
    "isBasedOn",
    "license",
    "occupationalCategory",
    "propertyID",
    "subjectOf",
    "url",
    "usageInfo",
)
CONTEXT = {"@vocab": "https://schema.org/", **{name: {"@type": "@id"} for name in _LINKS}}
"""All that a reader needs: nothing is fetched."""


def write_schema_org(graph: CareerGraph, folder: Path, base: str) -> list[Path]:
    """`schema-org.jsonld` in the folder, one thing a line."""
    path = folder / FILE
    lines = (json.dumps(thing, ensure_ascii=False) for thing in things(graph, base))
    body = ",\n".join(lines)
    path.write_text(
        f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n{body}\n]}}\n', encoding="utf-8", newline="\n"
    )
    return [path]


def things(graph: CareerGraph, base: str) -> Iterator[Thing]:
    """The data set, its sources, then clusters, occupations, programs and industries, by id."""
    yield dataset(graph, base, parts=[f"{base}id/{name}" for name in (FRAMEWORK_2024, *CODE_SETS)])
    yield from sources(graph, base)
    yield from _framework(graph, base)
    yield from (_code_set(schemes()[name], base) for name in CODE_SETS)
    yield from _occupations(graph, base)
    yield from _programs(graph, base)
    for industry in graph.of_kind(Industry):
        yield _named(industry, "CategoryCode", base) | _code(industry, base)


def _named(node: Node, kind: str | list[str], base: str) -> Thing:
    named = {"@id": f"{base}id/{node.id}", "@type": kind, "name": node.title}
    return named | ({"alternateName": list(node.alt_titles)} if node.alt_titles else {})


def _framework(graph: CareerGraph, base: str) -> Iterator[Thing]:
    framework = graph.nodes.get(FRAMEWORK_2024)
    if not isinstance(framework, Framework):
        return
    clusters = graph.of_kind(CareerCluster)
    found = _named(framework, "DefinedTermSet", base) | {"datePublished": framework.issued}
    if framework.version:
        found["version"] = framework.version
    yield found | {"hasDefinedTerm": [f"{base}id/{cluster.id}" for cluster in clusters]}
    below = _grouped((r.start, r.end) for r in graph.of_type(HasSubCluster))
    for cluster in clusters:
        yield _cluster(cluster, below.get(cluster.id, []), base)
    above = {r.end: r.start for r in graph.of_type(HasSubCluster)}
    for sub_cluster in graph.of_kind(SubCluster):
        within = [f"{base}id/{FRAMEWORK_2024}", f"{base}id/{above[sub_cluster.id]}"]
        yield _named(sub_cluster, ["DefinedTerm", "CategoryCode"], base) | {
            "termCode": _slug(sub_cluster),
            "inDefinedTermSet": within,
        }


def _cluster(cluster: CareerCluster, below: list[str], base: str) -> Thing:
    """A cluster is a term of the framework and the set of its sub-clusters: schema.org has no broader terms."""
    return _named(cluster, ["DefinedTerm", "DefinedTermSet"], base) | {
        "termCode": _slug(cluster),
        "description": cluster.caption,
        "inDefinedTermSet": f"{base}id/{FRAMEWORK_2024}",
        "hasDefinedTerm": [f"{base}id/{name}" for name in below],
    }


def _slug(node: Node) -> str:
    return node.id.rsplit("/", 1)[1]


def _code_set(scheme: Scheme, base: str) -> Thing:
    return {"@id": f"{base}id/{scheme.id}", "@type": "CategoryCodeSet", "name": scheme.title}


def _code(node: Code, base: str) -> Thing:
    scheme = scheme_of(node)
    assert scheme is not None
    return {"codeValue": node.code, "inCodeSet": f"{base}id/{scheme.id}"}


def _code_id(node_id: str, base: str) -> str:
    """An occupation and its code are two things; the code's address is the occupation's and `#code`."""
    return f"{base}id/{node_id}#code"


def _occupations(graph: CareerGraph, base: str) -> Iterator[Thing]:
    """The detailed and combined ones, and those broad ones that the crosswalk aligns."""
    within = _grouped((r.end, r.start) for r in graph.of_type(CoversOccupation))
    for occupation in graph.of_kind(Occupation):
        aligned = within.get(occupation.id, [])
        if isinstance(occupation, DetailedOccupation | CombinedOccupation) or (
            isinstance(occupation, BroadOccupation) and aligned
        ):
            yield _occupation(occupation, aligned, base)


def _occupation(occupation: Occupation, within: list[str], base: str) -> Thing:
    code = {"@id": _code_id(occupation.id, base), "@type": "CategoryCode", "name": occupation.title}
    found = _named(occupation, "Occupation", base) | {
        "occupationalCategory": [code | _code(occupation, base), *(f"{base}id/{name}" for name in within)],
        "occupationLocation": {"@type": "Country", "name": "United States"},
    }
    if occupation.median_wage_2025 is not None:
        found["estimatedSalary"] = _salary(occupation)
    if occupation.entry_education_2024:
        found["educationRequirements"] = occupation.entry_education_2024
    return found | _pages(occupation)


def _salary(occupation: Occupation) -> Thing:
    figures = {
        "percentile10": occupation.tenth_percentile_wage_2025,
        "median": occupation.median_wage_2025,
        "percentile90": occupation.ninetieth_percentile_wage_2025,
    }
    return {
        "@type": "MonetaryAmountDistribution",
        "name": "Annual wage, national, May 2025 (OEWS)",
        "currency": "USD",
        "duration": "P1Y",
        **{name: value for name, value in figures.items() if value is not None},
    }


def _programs(graph: CareerGraph, base: str) -> Iterator[Thing]:
    """The six-digit programs, without the retired and the reserved."""
    within = _grouped((r.end, r.start) for r in graph.of_type(CoversProgram))
    towards = _grouped((r.start, r.end) for r in graph.of_type(PreparesFor))
    for program in graph.of_kind(InstructionalProgram):
        if program.retired or program.reserved:
            continue
        categories = [_code_id(name, base) for name in towards.get(program.id, [])]
        categories += [f"{base}id/{name}" for name in within.get(program.id, [])]
        found = _named(program, "EducationalOccupationalProgram", base)
        identifier = {"@type": "PropertyValue", "propertyID": f"{base}id/cip/2020", "value": program.code}
        aligned = {"occupationalCategory": categories} if categories else {}
        yield found | {"identifier": identifier} | aligned | _pages(program)


def _pages(node: Code) -> Thing:
    pages = outward(node)
    return {"subjectOf": pages} if pages else {}


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
    return found
