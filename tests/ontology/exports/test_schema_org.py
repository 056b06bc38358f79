"""schema.org: the file reads without the internet, uses terms that exist, and says what the graph says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from pyld import jsonld  # type: ignore[import-untyped]
from rdflib import SDO, Graph

from ontology import relationships as r
from ontology.exports.schema_org import write_schema_org
from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from ontology.nodes import Source

SCHEMA = "https://schema.org/"
Thing = dict[str, Any]


@pytest.fixture(scope="session")
def file(derived_graph: CareerGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    [path] = write_schema_org(derived_graph, tmp_path_factory.mktemp("schema-org"), BASE)
    return path


@pytest.fixture(scope="session")
def document(file: Path) -> Thing:
    found: Thing = json.loads(file.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def expanded(document: Thing) -> list[Thing]:
    found: list[Thing] = jsonld.expand(document, {"documentLoader": refuse})
    return found


def refuse(address: str, _: object) -> Thing:
    raise AssertionError(f"asks for {address}")


def thing(document: Thing, name: str) -> Thing:
    [found] = [one for one in document["@graph"] if one["@id"] == f"{BASE}id/{name}"]
    assert isinstance(found, dict)
    return found


def of_type(document: Thing, name: str) -> list[Thing]:
    return [
        one
        for one in document["@graph"]
        if name in ([one["@type"]] if isinstance(one["@type"], str) else one["@type"])
    ]


def links(things: list[Thing]) -> set[tuple[str, str]]:
    """Pairs of ids: a thing, and what it names as its occupational category."""
    found = set()
    for one in things:
        for category in one.get("occupationalCategory", []):
            address = category if isinstance(category, str) else category["@id"]
            found.add((one["@id"].removeprefix(f"{BASE}id/"), address.removeprefix(f"{BASE}id/")))
    return found


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own, within its reader
def test_three_readers_find_the_same_triples_and_fetch_nothing(file: Path, document: Thing) -> None:
    triples = jsonld.to_rdf(document, {"documentLoader": refuse})["@default"]
    by_pyoxigraph = sum(1 for _ in pyoxigraph.parse(file.read_bytes(), format=pyoxigraph.RdfFormat.JSON_LD))
    assert len(triples) == by_pyoxigraph == len(Graph().parse(file, format="json-ld")) > 50_000


def test_every_term_is_one_of_schema_org(expanded: list[Thing]) -> None:
    used = terms(expanded)
    assert {term for term in used if not term.startswith(SCHEMA)} == set()
    # rdflib's list of the terms of schema.org stands for the site, which a test cannot ask.
    assert {term.removeprefix(SCHEMA) for term in used} - set(SDO.__annotations__) == set()
    assert f"{SCHEMA}Occupation" in used


def terms(value: object) -> set[str]:
    """The types and properties of an expanded document."""
    if isinstance(value, list):
        return set().union(*map(terms, value))
    if not isinstance(value, dict):
        return set()
    own = {key for key in value if not key.startswith("@")} | set(value.get("@type", []))
    return own.union(*(terms(one) for key, one in value.items() if not key.startswith("@")))


def test_the_things_are_counted(document: Thing) -> None:
    kinds = Counter(
        kind
        for one in document["@graph"]
        for kind in ([one["@type"]] if isinstance(one["@type"], str) else one["@type"])
    )
    assert kinds == {
        "Dataset": 1,
        "CreativeWork": 15,
        "DefinedTermSet": 1 + 14,
        "DefinedTerm": 14 + 72,
        "CategoryCodeSet": 4,
        "CategoryCode": 72 + 2126,
        "Occupation": 867 + 5 + 7,
        "EducationalOccupationalProgram": 2173 - 30,
    }


def test_no_thing_stands_twice_and_none_that_is_named_is_missing(document: Thing, expanded: list[Thing]) -> None:
    ids = [one["@id"] for one in document["@graph"]]
    assert len(ids) == len(set(ids))
    codes = {one["occupationalCategory"][0]["@id"] for one in of_type(document, "Occupation")}
    targets = {address for address in addresses(expanded) if address.startswith(f"{BASE}id/")}
    apart = {f"{BASE}id/cip/2020", *(f"{one['@id']}/rights" for one in of_type(document, "CreativeWork"))}
    assert targets - set(ids) - codes - apart == set()


def addresses(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(addresses, value))
    if not isinstance(value, dict):
        return set()
    own = {value["@id"]} if "@id" in value else set()
    return own.union(*map(addresses, value.values()))


def test_the_links_are_those_of_the_graph(document: Thing, derived_graph: CareerGraph) -> None:
    occupations = links(of_type(document, "Occupation"))
    covered = {(s.end, s.start) for s in derived_graph.of_type(r.CoversOccupation)}
    assert {pair for pair in occupations if not pair[1].endswith("#code")} == covered
    programs = links(of_type(document, "EducationalOccupationalProgram"))
    aligned = {(s.end, s.start) for s in derived_graph.of_type(r.CoversProgram)}
    prepared = {(s.start, f"{s.end}#code") for s in derived_graph.of_type(r.PreparesFor)}
    assert programs == aligned | prepared


def test_a_cluster_is_a_term_and_the_set_of_its_sub_clusters(document: Thing) -> None:
    cluster = thing(document, "framework/2024/cluster/digital-technology")
    assert (cluster["name"], cluster["inDefinedTermSet"]) == ("Digital Technology", f"{BASE}id/framework/2024")
    for address in cluster["hasDefinedTerm"]:
        assert cluster["@id"] in thing(document, address.removeprefix(f"{BASE}id/"))["inDefinedTermSet"]
    below = [one for cluster in of_type(document, "DefinedTermSet") for one in cluster["hasDefinedTerm"]]
    assert len(below) == 14 + 72


def test_an_occupation_has_its_code_its_wages_and_its_education(document: Thing) -> None:
    found = thing(document, "soc/2018/15-1252")
    assert found["occupationalCategory"][0] == {
        "@id": f"{BASE}id/soc/2018/15-1252#code",
        "@type": "CategoryCode",
        "name": "Software Developers",
        "codeValue": "15-1252",
        "inCodeSet": f"{BASE}id/soc/2018",
    }
    assert found["estimatedSalary"] == {
        "@type": "MonetaryAmountDistribution",
        "name": "Annual wage, national, May 2025 (OEWS)",
        "currency": "USD",
        "duration": "P1Y",
        "percentile10": 82460,
        "median": 135980,
        "percentile90": 214670,
    }
    assert found["educationRequirements"] == "Bachelor's degree"
    assert found["occupationLocation"] == {"@type": "Country", "name": "United States"}


def test_a_wage_that_is_not_released_is_absent(document: Thing) -> None:
    assert "estimatedSalary" not in thing(document, "soc/2018/27-2011")
    assert sum("estimatedSalary" in one for one in of_type(document, "Occupation")) == 813 + 5 + 7


def test_a_program_has_its_cip_code(document: Thing) -> None:
    found = thing(document, "cip/2020/11.0701")
    assert found["identifier"] == {
        "@type": "PropertyValue",
        "propertyID": f"{BASE}id/cip/2020",
        "value": "11.0701",
    }


def test_the_data_set_credits_every_source_and_claims_no_licence_of_its_own(
    document: Thing, derived_graph: CareerGraph
) -> None:
    whole = thing(document, "dataset/careergraph")
    assert "license" not in whole
    assert derived_graph.content_hash()[:12] in whole["version"]
    for source in derived_graph.of_kind(Source):
        found = thing(document, source.id)
        assert found["@id"] in whole["isBasedOn"]
        assert found["creditText"] == source.citation
        assert source.citation.rstrip(".") in whole["creditText"]
        assert found["copyrightNotice"] == source.rights


def test_only_what_has_a_licence_names_one(document: Thing) -> None:
    found = Counter(one.get("license") for one in of_type(document, "CreativeWork"))
    assert found == {
        None: 3,
        "https://creativecommons.org/licenses/by/4.0/": 1,
        "https://creativecommons.org/publicdomain/mark/1.0/": 11,
    }


def test_every_measured_variable_has_a_meaning_and_a_year(document: Thing) -> None:
    variables = thing(document, "dataset/careergraph")["variableMeasured"]
    by_name = {variable["name"]: variable for variable in variables}
    assert by_name["medianWage2025"]["description"] == "Median annual wage; national, May 2025 (OEWS)"
    assert by_name["medianWage2025"]["unitText"] == "dollars a year"
    assert all(variable["description"] for variable in variables)


def test_nothing_derived_stands_in_it(file: Path, graph: CareerGraph, tmp_path: Path) -> None:
    [published] = write_schema_org(graph, tmp_path, BASE)
    differing = set(file.read_text("utf-8").splitlines()) ^ set(published.read_text("utf-8").splitlines())
    assert {json.loads(line.rstrip(","))["@id"] for line in differing} == {
        f"{BASE}id/dataset/careergraph",
        f"{BASE}id/source/careergraph",
    }


def test_the_same_graph_gives_the_same_bytes(file: Path, derived_graph: CareerGraph, tmp_path: Path) -> None:
    turned = CareerGraph(reversed([*derived_graph.nodes.values()]), reversed(derived_graph.relationships))
    [again] = write_schema_org(turned, tmp_path, BASE)
    assert again.read_bytes() == file.read_bytes()
