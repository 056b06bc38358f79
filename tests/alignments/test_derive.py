"""What holds for everything derived: its basis, its source, and that it comes out the same."""

from __future__ import annotations

import doctest
import random
from pathlib import Path

from alignments.derive import derive
from alignments.provenance import OWN
from alignments.staffing import Staffing
from ontology.derived import DERIVED_TYPES, Derived
from ontology.graph import CareerGraph
from ontology.nodes import Finding, Source

PAGE = Path(__file__).parents[2] / "docs" / "methods.md"


def test_each_derived_type_occurs_and_names_method_evidence_and_sources(derived_graph: CareerGraph) -> None:
    for name, kind in DERIVED_TYPES.items():
        found = derived_graph.of_type(kind)
        assert found, name
        for relationship in found:
            assert relationship.source == OWN.id
            assert relationship.method
            assert relationship.evidence, relationship
            assert all(isinstance(derived_graph.nodes[s], Source) for s in relationship.derived_from)
            assert OWN.id not in relationship.derived_from


def test_nothing_published_is_changed_by_deriving(graph: CareerGraph, derived_graph: CareerGraph) -> None:
    assert derived_graph.published() == graph
    assert graph.published() is graph
    assert not any(isinstance(r, Derived) for r in graph.relationships)


def test_the_same_input_in_another_order_gives_the_same_rows(
    graph: CareerGraph, derived_graph: CareerGraph, matrix: Staffing
) -> None:
    chance = random.Random(7)
    nodes, relationships = list(graph.nodes.values()), list(graph.relationships)
    chance.shuffle(nodes)
    chance.shuffle(relationships)
    jobs = list(matrix.jobs.items())
    chance.shuffle(jobs)
    other = CareerGraph(nodes, relationships)
    again = other.extended(derive(other, Staffing(matrix.witness, matrix.source, dict(jobs))))
    assert again.content_hash() == derived_graph.content_hash()


def test_every_finding_gives_a_reason_and_says_what_it_is_about(derived_graph: CareerGraph) -> None:
    findings = derived_graph.of_kind(Finding)
    about = [r.start for r in derived_graph.of_type(DERIVED_TYPES["CONCERNS"])]
    assert sorted(about) == [finding.id for finding in findings]
    assert all(len(finding.reason) > 20 for finding in findings)


def test_the_page_on_methods_is_recomputed(graph: CareerGraph, matrix: Staffing) -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = {"graph": graph, "matrix": matrix}
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    examples = parser.get_doctest(page.replace("```", ""), names, "methods.md", "docs/methods.md", 0)
    assert len(examples.examples) > 10
    runner.run(examples)
    assert runner.summarize(verbose=False).failed == 0


def test_the_page_on_methods_tells_each_method_of_the_graph(derived_graph: CareerGraph) -> None:
    page = PAGE.read_text(encoding="utf-8")
    methods = {r.method for r in derived_graph.relationships if isinstance(r, Derived)}
    assert not [method for method in methods if f"`{method}`" not in page]
