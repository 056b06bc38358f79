"""careergraph coverage: what is missing or in conflict."""

from __future__ import annotations

import json
from collections.abc import Callable
from subprocess import CompletedProcess
from typing import Any

import pytest

from alignments.coverage import coverage
from alignments.provenance import OWN, finding
from careergraph.coverage_pages import NO_DERIVED, page
from careergraph.knowledge import KnowledgeBase
from ontology import identifiers
from ontology.graph import CareerGraph

Ask = Callable[..., CompletedProcess[str]]


@pytest.fixture
def published(graph: CareerGraph, monkeypatch: pytest.MonkeyPatch) -> CareerGraph:
    """The current build holds no derived part."""
    monkeypatch.setattr(KnowledgeBase, "graph", lambda _: graph)
    return graph


@pytest.fixture(scope="module")
def with_finding(graph: CareerGraph) -> CareerGraph:
    title = graph.nodes[identifiers.job_title("drone-operator")]
    source = next(node for node in graph.nodes if node.startswith("source/"))
    made = finding("classification", title, "Not matched", "No title fits.", evidence=[title.id], sources=[source])
    return graph.extended([OWN, *made])


def told(done: CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_table_names_every_kind_of_the_build_with_its_count(ask: Ask, base: KnowledgeBase) -> None:
    done = ask("coverage")
    assert done.returncode == 0, done.stderr
    words = [line.split() for line in done.stdout.splitlines()]
    for gap in coverage(base.graph()):
        assert [gap.kind, f"{gap.count:,}"] in [line[:2] for line in words], gap.kind
    assert "careergraph coverage KIND" in done.stderr


@pytest.mark.usefixtures("published")
def test_a_kind_is_listed_in_full_whatever_its_case_and_joints(ask: Ask) -> None:
    listed = ask("coverage", "Programs_Moved").stdout
    assert listed.startswith("Retired programs  161\n")
    assert sum(line.startswith("cip/2020/") for line in listed.splitlines()) == 161
    assert "moved to 01.1004 Viticulture and Enology" in listed


@pytest.mark.usefixtures("published")
def test_several_kinds_are_listed_one_after_the_other_and_an_empty_one_says_so(ask: Ask) -> None:
    listed = ask("coverage", "flags-that-differ", "sub-clusters-without-alignments").stdout
    assert listed.index("Sub-clusters without alignments  1") < listed.index(
        "Published flags that the rows contradict  0"
    )
    assert "none" in listed.splitlines()
    assert "Unmanned Vehicle Technology" in listed


@pytest.mark.usefixtures("published")
def test_an_unknown_kind_names_what_is_near(ask: Ask) -> None:
    wrong = ask("coverage", "programs-move")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "near it: programs-moved" in wrong.stderr


def test_json_holds_all_things_the_build_and_whether_there_is_a_derived_part(
    ask: Ask, published: CareerGraph, base: KnowledgeBase
) -> None:
    plain = told(ask("coverage", "--json"))
    assert (plain["build"], plain["derived"]) == (base.info.build, False)
    assert [(gap["kind"], gap["count"]) for gap in plain["gaps"]] == [
        (g.kind, g.count) for g in coverage(published)
    ]
    assert all(len(gap["items"]) == gap["count"] for gap in plain["gaps"])
    [chosen] = told(ask("coverage", "programs-moved", "--json"))["gaps"]
    assert set(chosen) == {"kind", "title", "meaning", "count", "items"}
    assert chosen["items"][0].keys() == {"id", "title", "detail"}


@pytest.mark.usefixtures("published")
def test_a_build_without_derived_part_says_that_it_lacks_it(ask: Ask) -> None:
    for arguments in ([], ["programs-moved"], ["--json"], ["succession-against-report"]):
        assert NO_DERIVED in ask("coverage", *arguments).stderr


def test_a_build_with_a_derived_part_tells_its_findings(
    ask: Ask, with_finding: CareerGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KnowledgeBase, "graph", lambda _: with_finding)
    listed = ask("coverage", "classification-not-matched")
    row = next(line for line in listed.stdout.splitlines() if line.startswith("job-title/"))
    assert " ".join(row.split()) == "job-title/drone-operator Drone Operator No title fits."
    assert NO_DERIVED not in listed.stderr


def test_markdown_is_the_page_and_nothing_else(ask: Ask, published: CareerGraph) -> None:
    printed = ask("coverage", "--markdown")
    assert (printed.returncode, printed.stderr) == (0, "")
    assert printed.stdout == page(coverage(published), derived=False)


@pytest.mark.parametrize("beside", ["programs-moved", "--json"])
def test_markdown_goes_with_nothing_else(ask: Ask, beside: str) -> None:
    wrong = ask("coverage", "--markdown", beside)
    assert (wrong.returncode, wrong.stdout) == (2, "")
