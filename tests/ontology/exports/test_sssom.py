"""Mapping sets: what an SSSOM consumer reads is what the graph says, with source, rights and method."""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from ontology import derived as d
from ontology import relationships as r
from ontology.exports.sssom import TwoSources, write_sssom
from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from ontology.nodes import Alignment
from tests.ontology.exports.sssom_sets import Row, Sets, ends, header, node_id, rows, written

ROWS = {
    "classified-as.job-title.soc-2018": 251,
    "combines.bls-combined.soc-2018": 13,
    "concentrated-in.framework-2024.naics-2022": 267,
    "concentrated-in.framework-2024.oews-2025": 14,
    "covers-industry.framework-2024.naics-2022": 22,
    "covers-occupation.framework-2024.bls-combined": 7,
    "covers-occupation.framework-2024.soc-2018": 1196,
    "covers-program.framework-2024.cip-2020": 4686,
    "crosswalk-rows-occupation-program.bls-combined.cip-2020": 40,
    "crosswalk-rows-occupation-program.soc-2018.cip-2020": 6451,
    "crosswalk-rows-sub-cluster-occupation.framework-2024.bls-combined": 42,
    "crosswalk-rows-sub-cluster-occupation.framework-2024.soc-2018": 6630,
    "crosswalk-rows-sub-cluster-program.framework-2024.cip-2020": 6491,
    "included-occupation.framework-2002.soc-2018": 904,
    "likely-succeeded-by.framework-2002.framework-2024": 101,
    "predicted-in.bls-combined.framework-2024": 10,
    "predicted-in.soc-2018.framework-2024": 2086,
    "prepares-for.cip-2020.soc-2018": 5723,
    "replaced-by.naics-2017.naics-2022": 233,
    "replaced-by.soc-2010.soc-2018": 166,
    "succeeded-by.framework-2002.framework-2024": 29,
}
DERIVED = ("classified-as", "concentrated-in", "likely-succeeded-by", "predicted-in")
TYPES: dict[str, type[r.Relationship]] = {
    "classified-as": d.ClassifiedAs,
    "combines": r.Combines,
    "concentrated-in": d.ConcentratedIn,
    "covers-industry": r.CoversIndustry,
    "covers-occupation": r.CoversOccupation,
    "covers-program": r.CoversProgram,
    "included-occupation": r.IncludedOccupation,
    "likely-succeeded-by": d.LikelySucceededBy,
    "predicted-in": d.PredictedIn,
    "prepares-for": r.PreparesFor,
    "replaced-by": r.ReplacedBy,
    "succeeded-by": r.SucceededBy,
}
LICENSES = {
    "classified-as": f"{BASE}id/source/careergraph/rights",
    "combines": "https://creativecommons.org/publicdomain/mark/1.0/",
    "covers-program": f"{BASE}id/source/advance-cte-crosswalk/rights",
    "included-occupation": "https://creativecommons.org/licenses/by/4.0/",
    "prepares-for": "https://creativecommons.org/publicdomain/mark/1.0/",
    "succeeded-by": f"{BASE}id/source/advance-cte-report/rights",
}


@pytest.fixture(scope="session")
def sets(derived_graph: CareerGraph, tmp_path_factory: pytest.TempPathFactory) -> Sets:
    return written(derived_graph, tmp_path_factory.mktemp("sssom"))


def others(row: Row) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in row["other"].split("|"))
    return [(key, value) for key, _, value in parts]


def asserted(graph: CareerGraph, kind: type[r.Relationship]) -> list[r.Relationship]:
    return [s for s in graph.of_type(kind) if not isinstance(s, d.Derived) or s.asserted]


def all_rows(sets: Sets, kind: str) -> list[Row]:
    return [row for name, path in sets.items() if name.startswith(f"{kind}.") for row in rows(path)]


def test_there_is_one_file_a_correspondence_with_as_many_rows_as_pairs(sets: Sets) -> None:
    assert {name: len(rows(path)) for name, path in sets.items()} == ROWS


def test_the_documentation_lists_these_files() -> None:
    text = (Path(__file__).parents[3] / "docs" / "sssom.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([\w.-]+)` \| ([\d,]+) \|$", text, re.MULTILINE)
    assert {name: int(number.replace(",", "")) for name, number in listed} == ROWS


def test_the_files_come_in_the_order_of_their_names(sets: Sets) -> None:
    assert list(sets) == sorted(sets)


@pytest.mark.parametrize("kind", TYPES)
def test_the_pairs_are_those_of_the_graph(kind: str, sets: Sets, derived_graph: CareerGraph) -> None:
    statements = asserted(derived_graph, TYPES[kind])
    assert Counter(map(ends, all_rows(sets, kind))) == Counter((s.start, s.end) for s in statements)


@pytest.mark.parametrize("kind", TYPES)
def test_a_row_bears_titles_place_note_and_what_else_the_statement_says(
    kind: str, sets: Sets, derived_graph: CareerGraph
) -> None:
    said = Counter(map(carried, asserted(derived_graph, TYPES[kind])))
    assert Counter((*ends(row), *others(row), row.get("comment", "")) for row in all_rows(sets, kind)) == said
    for row in all_rows(sets, kind):
        start, end = ends(row)
        titles = derived_graph.nodes[start].title, derived_graph.nodes[end].title
        assert (row["subject_label"], row["object_label"]) == titles


def carried(statement: r.Relationship) -> tuple[object, ...]:
    """What a row should hold, written out here a second time."""
    found: list[tuple[str, str]] = []
    locators = statement.locators if isinstance(statement, r.CoversIndustry) else [statement.locator]
    for locator in locators:
        if locator is not None:
            file, sheet, row = locator.split("|")
            found += [(k, v) for k, v in (("file", file), ("sheet", sheet), ("row", row)) if v]
    slots = {"source", "locator", "locators", "note", "confidence", "asserted", "matchedTitle"}
    for name, value in statement.properties().items():
        if name not in slots:
            text = " ".join(value) if isinstance(value, tuple) else str(value)
            found.append((name, text.lower() if isinstance(value, bool) else text))
    return (statement.start, statement.end, *found, statement.note or "")


def test_the_three_files_of_crosswalk_rows_give_back_every_row(sets: Sets, derived_graph: CareerGraph) -> None:
    found: dict[str, dict[str, str]] = {}
    for name, roles in (
        ("sub-cluster-occupation", ("sub-cluster", "occupation")),
        ("sub-cluster-program", ("sub-cluster", "program")),
        ("occupation-program", ("occupation", "program")),
    ):
        for row in all_rows(sets, f"crosswalk-rows-{name}"):
            for role, thing in zip(roles, ends(row), strict=True):
                place = found.setdefault(row["see_also"].removeprefix(f"{BASE}id/"), {})
                assert place.setdefault(role, thing) == thing
            assert place.setdefault("place", row["other"]) == row["other"]
    assert set(found) == {row.id for row in derived_graph.of_kind(Alignment)}
    assert sum("program" not in place for place in found.values()) == 181
    for kind, role in ((r.InSubCluster, "sub-cluster"), (r.OfOccupation, "occupation"), (r.ViaProgram, "program")):
        stated = {s.start: s.end for s in derived_graph.of_type(kind)}
        assert {row: place[role] for row, place in found.items() if role in place} == stated
    for statement in derived_graph.of_type(r.InSubCluster):
        file, sheet, number = str(statement.locator).split("|")
        assert found[statement.start]["place"] == f"file={file}|sheet={sheet}|row={number}"


def test_every_set_and_every_row_has_what_sssom_requires_and_more(sets: Sets) -> None:
    wanted = {"subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification"}
    for name, path in sets.items():
        head = header(path)
        assert head["mapping_set_id"] == f"{BASE}id/correspondence/{name.replace('.', '/')}"
        for slot in ("title", "version", "description"):
            assert head[f"mapping_set_{slot}"]
        for slot in ("license", "mapping_provider", "comment", "subject_source_version", "object_source_version"):
            assert head[slot]
        _, start, end = name.split(".")
        assert (head["subject_source"], head["object_source"]) == tuple(
            f"careergraph:{node_id(f'{scheme}:').rstrip('/')}" for scheme in (start, end)
        )
        assert all(all(row[slot] for slot in wanted) for row in rows(path)), name


def test_published_and_derived_stand_in_sets_of_their_own(sets: Sets) -> None:
    for name, path in sets.items():
        head, derived = header(path), name.startswith(DERIVED)
        assert (head.get("mapping_tool"), head.get("mapping_tool_version")) == (
            ("careergraph", "methods 1") if derived else (None, None)
        )
        assert all(("confidence" in row) == derived for row in rows(path))
        assert ("stated by no publisher" in head["mapping_set_description"]) == derived


def test_confidence_is_the_graphs_to_three_decimals(sets: Sets, derived_graph: CareerGraph) -> None:
    for name in DERIVED:
        links = [s for s in asserted(derived_graph, TYPES[name]) if isinstance(s, d.Derived)]
        rounded = [Decimal(str(s.confidence)).quantize(Decimal("0.001"), ROUND_HALF_UP) for s in links]
        assert sorted(Decimal(row["confidence"]) for row in all_rows(sets, name)) == sorted(rounded)


def test_a_title_is_given_with_what_it_was_matched_to(sets: Sets, derived_graph: CareerGraph) -> None:
    links = [s for s in derived_graph.of_type(d.ClassifiedAs) if s.asserted]
    matched = Counter((s.start, s.end, s.matched_title) for s in links)
    assert Counter((*ends(row), row["match_string"]) for row in all_rows(sets, "classified-as")) == matched


def test_links_that_no_method_asserts_are_counted_and_left_out(sets: Sets, derived_graph: CareerGraph) -> None:
    left_out = len(derived_graph.of_type(d.LikelySucceededBy)) - 101
    assert (
        f"left out here: {left_out}."
        in header(sets["likely-succeeded-by.framework-2002.framework-2024"])["comment"]
    )


def test_a_justification_follows_from_the_method(sets: Sets) -> None:
    found = {
        (dict(others(row))["method"], row["mapping_justification"]) for n in DERIVED for row in all_rows(sets, n)
    }
    assert found == {
        ("classification", "semapv:LexicalMatching"),
        ("concentration", "semapv:CompositeMatching"),
        ("prediction", "semapv:CompositeMatching"),
        ("succession", "semapv:InstanceBasedMatching"),
        ("succession-by-titles", "semapv:LexicalSimilarityThresholdMatching"),
    }


@pytest.mark.parametrize("kind", LICENSES)
def test_the_license_is_the_sources_or_our_statement_of_its_rights(kind: str, sets: Sets) -> None:
    assert {header(path)["license"] for name, path in sets.items() if name.startswith(kind)} == {LICENSES[kind]}


def test_the_rights_of_the_source_are_told_in_words_too(sets: Sets) -> None:
    head = header(sets["covers-program.framework-2024.cip-2020"])
    assert head["comment"].startswith("Rights: All rights reserved on the publisher's site")


def test_a_graph_without_the_derived_part_gives_the_published_sets(graph: CareerGraph, tmp_path: Path) -> None:
    assert set(written(graph, tmp_path)) == {name for name in ROWS if not name.startswith(DERIVED)}


def test_two_sources_of_one_correspondence_are_named(graph: CareerGraph, tmp_path: Path) -> None:
    other = r.CoversOccupation(
        start="framework/2024/sub-cluster/unmanned-vehicle-technology",
        end="soc/2018/15-1252",
        source="source/advance-cte-report",
    )
    with pytest.raises(
        TwoSources, match=r"covers-occupation.*advance-cte-crosswalk and source/advance-cte-report"
    ):
        write_sssom(graph.extended([other]), tmp_path, BASE)
