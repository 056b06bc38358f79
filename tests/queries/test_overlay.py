"""A local framework laid over the graph of the shipped facts, with all that is derived."""

from __future__ import annotations

import io
import json
import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ontology import nodes as n
from ontology import relationships as r
from ontology.graph import CareerGraph
from queries.overlay import LocalRow, Overlay, Reason, overlay
from queries.overlay_files import markdown, workbook
from queries.overlay_landing import TEACHERS, Agreement, Basis, Landed, Landing
from queries.overlay_read import LocalTable
from queries.overlay_report import sheets
from queries.resolve import Resolver
from queries.search import Hit

Lay = Callable[..., Overlay]
SUB = "framework/2024/sub-cluster"


@pytest.fixture(scope="module")
def resolver(derived_graph: CareerGraph) -> Resolver:
    """The shipped facts, and a code of 2010 that nothing replaced: no real one is without a successor."""
    gone = n.FormerOccupation(id="soc/2010/15-9133", title="Gone", code="15-9133", edition="2010")
    return Resolver(derived_graph.extended([gone]))


@pytest.fixture(scope="module")
def lay(resolver: Resolver) -> Lay:
    def laid(*rows: LocalRow, **options: Any) -> Overlay:
        return overlay(rows, resolver, name="Lark County", **options)

    return laid


@pytest.fixture
def land(lay: Lay) -> Callable[..., Landed]:
    def landed(**cells: Any) -> Landed:
        (found,) = lay(LocalRow(2, title="A", **cells)).landed
        return found

    return landed


def places(found: Landed, *, counted: bool = True) -> set[str]:
    return {one.place.id for one in found.landings if one.counts or not counted}


def slugs(found: Landed) -> dict[str, Landing]:
    return {one.place.id.rpartition("/")[2]: one for one in found.landings}


def code(graph: CareerGraph, node_id: str) -> str:
    node = graph.nodes[node_id]
    assert isinstance(node, n.Code)
    return node.code


# Where rows land


def test_program_and_occupation_land_where_the_crosswalk_has_them_in_one_row(
    lay: Lay, derived_graph: CareerGraph
) -> None:
    sub_cluster = {link.start: link for link in derived_graph.of_type(r.InSubCluster)}
    occupation = {link.start: link.end for link in derived_graph.of_type(r.OfOccupation)}
    vias = random.Random(1).sample(derived_graph.of_type(r.ViaProgram), 300)
    rows = [
        LocalRow(
            i, title=f"t{i}", soc=code(derived_graph, occupation[via.start]), cip=code(derived_graph, via.end)
        )
        for i, via in enumerate(vias, start=2)
    ]
    found = {one.program.rows[0]: one for one in lay(*rows).landed}
    for i, via in enumerate(vias, start=2):
        row = sub_cluster[via.start]
        landing = next(one for one in found[i].landings if one.place.id == row.end)
        assert landing.basis is Basis.TOGETHER
        assert landing.counts
        assert row.locator in landing.evidence


def test_programs_alone_land_where_sub_clusters_cover_them(lay: Lay, derived_graph: CareerGraph) -> None:
    covered: dict[str, set[str]] = {}
    for covers in derived_graph.of_type(r.CoversProgram):
        covered.setdefault(code(derived_graph, covers.end), set()).add(covers.start)
    rows = [LocalRow(i, title=cip, cip=cip) for i, cip in enumerate(covered)]
    found = lay(*rows)
    assert found.no_home == ()
    assert {one.program.name: places(one, counted=False) for one in found.landed} == covered
    for one in found.landed:
        taught = [landing for landing in one.landings if landing.note == TEACHERS]
        assert all(landing.place.sub_cluster == "Teaching, Training & Facilitation" for landing in taught)
        assert not any(landing.counts for landing in taught) or len(taught) == len(one.landings)


def test_codes_that_stand_in_no_row_together_land_by_either_and_it_says_so(land: Callable[..., Landed]) -> None:
    found = slugs(land(soc="45-2092", cip="01.0603"))
    assert {slug: one.basis for slug, one in found.items()} == {
        "plant-systems": Basis.APART,
        "travel-leisure": Basis.PROGRAM,
        "teaching-training-facilitation": Basis.PROGRAM,
    }
    assert set(found["plant-systems"].via) == {"COVERS_PROGRAM", "COVERS_OCCUPATION"}
    assert not found["teaching-training-facilitation"].counts


def test_an_occupation_lands_by_its_group_where_the_crosswalk_has_only_that(
    lay: Lay, derived_graph: CareerGraph
) -> None:
    broad = next(
        covers
        for covers in derived_graph.of_type(r.CoversOccupation)
        if isinstance(derived_graph.nodes[covers.end], n.BroadOccupation)
    )
    part = next(link.start for link in derived_graph.of_type(r.Broader) if link.end == broad.end)
    (found,) = lay(LocalRow(2, title="A", soc=code(derived_graph, part))).landed
    landing = next(one for one in found.landings if one.place.id == broad.start)
    assert landing.via == (f"COVERS_OCCUPATION of its broad occupation {code(derived_graph, broad.end)}",)


@pytest.mark.parametrize(
    ("stated", "agreement", "counted"),
    [
        ("", Agreement.ONLY_CODES, {"web-cloud", "design-digital-arts"}),
        ("Web and Cloud", Agreement.AGREES, {"web-cloud"}),
        ("web-cloud", Agreement.AGREES, {"web-cloud"}),
        (f"{SUB}/web-cloud", Agreement.AGREES, {"web-cloud"}),
        (f"https://w3id.org/careergraph/id/{SUB}/web-cloud", Agreement.AGREES, {"web-cloud"}),
        ("Digital Technology", Agreement.AGREES, {"web-cloud"}),
        ("Information Technology", Agreement.AGREES, {"web-cloud"}),
        ("Accounting; Web & Cloud", Agreement.AGREES, {"web-cloud"}),
        ("Accounting", Agreement.DISAGREES, {"web-cloud", "design-digital-arts"}),
    ],
)
def test_the_stated_sub_cluster_decides_among_those_that_the_codes_allow(
    land: Callable[..., Landed], stated: str, agreement: Agreement, counted: set[str]
) -> None:
    found = land(soc="15-1254; 15-1255", cip="11.0801", sub_cluster=stated)
    assert found.agreement is agreement
    assert {one.rpartition("/")[2] for one in places(found)} == counted
    assert {"web-cloud", "design-digital-arts"} <= set(slugs(found)), "what does not count is still listed"


def test_without_codes_the_stated_sub_cluster_is_the_files_own_word(land: Callable[..., Landed]) -> None:
    found = land(sub_cluster="IT Support & Services")
    assert found.agreement is Agreement.ONLY_STATED
    (landing,) = found.landings
    assert (landing.place.cluster, landing.basis) == ("Digital Technology", Basis.STATED)
    assert not landing.basis.published
    assert land(sub_cluster="Construction").landings[0].place.sub_cluster == ""


def test_what_became_of_a_pathway_of_2002_is_told_published_and_derived_apart(lay: Lay) -> None:
    found = lay(
        LocalRow(2, title="A", sub_cluster="Natural Resources Systems"),
        LocalRow(3, title="B", sub_cluster="legal services"),
    )
    first, second = found.landed
    assert [(one.basis, one.place.cluster) for one in first.landings] == [
        (Basis.SUCCEEDED, "Energy & Natural Resources")
    ]
    assert second.landings[0].place.cluster == "Public Service & Safety"
    said = {remark.rows: remark.remark for remark in found.remarks}
    published, _, derived = said[2,].partition("; derived (LIKELY_SUCCEEDED_BY): ")
    assert published == "a pathway of 2002; published (SUCCEEDED_BY): Energy & Natural Resources (moved)"
    assert "Plant Systems (strong evidence" in derived
    assert "SUCCEEDED_BY of its cluster Law, Public Safety" in said[3,]


# Cells


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("11.0701", ["11.0701"]),
        ("11.0701; 11.0801", ["11.0701", "11.0801"]),
        ("11.0701,11.0801\n11.0701", ["11.0701", "11.0801"]),
        ("CIP 11.0701, CIP 11.0801", ["11.0701", "11.0801"]),
        ("110701.0", ["11.0701"]),
        ('="11.0701"', ["11.0701"]),
        ("11.0701 Computer Science", ["11.0701"]),
        ("11.0701 - Computer Science, of all kinds", ["11.0701"]),
        ("Computer Science (11.0701)", ["11.0701"]),
        ("15.0503", ["15.1701"]),
        ("n/a", []),
        (" ; ,", []),
    ],
)
def test_codes_as_people_write_them(lay: Lay, cell: str, codes: list[str]) -> None:
    found = lay(LocalRow(2, title="A", cip=cell, sub_cluster="Accounting")).landed[0]
    assert list(found.codes("cip")) == codes


def test_what_was_done_is_said_for_each_text(lay: Lay) -> None:
    rows = [
        LocalRow(2, title="A", soc="15-1131", cip="11.0701 Computer Science"),
        LocalRow(3, title="B", soc="15-1252.00", cip="15-1252; hello"),
        LocalRow(9, title="C", soc="15-1131", cip="11.01"),
    ]
    said = {(one.column, one.text): (one.kind, one.remark, one.rows) for one in lay(*rows).remarks}
    assert said["CIP", "11.0701 Computer Science"] == ("normalised", "title beside it left out", (2,))
    assert said["SOC", "15-1131"][0] == "old code"
    assert "replaced by 15-1251" in said["SOC", "15-1131"][1]
    assert said["SOC", "15-1131"][2] == (2, 9)
    assert said["SOC", "15-1252.00"][1].startswith("read as 15-1252")
    assert said["CIP", "15-1252"][1] == "no CIP code, but a SOC code: it has a column of its own"
    assert said["CIP", "hello"][0] == "not found"
    assert "it is a group" in said["CIP", "11.01"][1]


def test_zeros_are_put_back_only_with_consent(lay: Lay) -> None:
    row = LocalRow(2, title="A", cip="1.0504")
    (homeless,) = lay(row).no_home
    assert homeless.reason is Reason.LOST_ZEROS
    assert "would become 01.0504 with --mend" in homeless.text
    mended = lay(row, mend=True)
    assert f"{SUB}/animal-systems" in places(mended.landed[0])
    assert [one.kind for one in mended.remarks] == ["lost zeros"]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({}, Reason.NOTHING_GIVEN),
        ({"cip": "none"}, Reason.NOTHING_GIVEN),
        ({"cip": "LC-204"}, Reason.NOT_A_CODE),
        ({"soc": "15-9133"}, Reason.NO_SUCCESSOR),
        ({"cip": "11.01"}, Reason.NO_ALIGNMENT),
        ({"cip": "01.0508"}, Reason.NO_ALIGNMENT),
        ({"cip": "1.0504", "soc": "99-9999"}, Reason.LOST_ZEROS),
        ({"sub_cluster": "Dispatching"}, Reason.NOT_A_NAME),
    ],
)
def test_why_a_row_has_no_home(lay: Lay, cells: dict[str, Any], reason: Reason) -> None:
    (found,) = lay(LocalRow(2, title="A", **cells)).no_home
    assert found.reason is reason
    assert all(cell in found.text for cell in cells.values() if cell != "none")


def test_a_name_that_is_nearly_right_is_helped(lay: Lay) -> None:
    assert "near it: Plant Systems" in lay(LocalRow(2, title="A", sub_cluster="Plants Systems")).no_home[0].text


def test_suggestions_are_derived_and_count_nowhere(lay: Lay) -> None:
    def find(text: str, *, kinds: object = None, limit: int = 20) -> list[Hit]:  # noqa: ARG001
        return [Hit("cip/2020/12.0503", "InstructionalProgram", "Culinary", "12.0503", text, "title", 0.8, False)]

    row = LocalRow(2, pathway="Natural Resources Systems", title="Kitchen")
    found = lay(row, find=find)
    assert found.landed == ()
    pathway, *_, title = found.no_home[0].suggestions
    assert (pathway.title, pathway.evidence) == ("Plant Systems", "strong evidence")
    assert (title.code, title.evidence, title.method) == ("12.0503", "some evidence", "search by title: Kitchen")
    assert title.to_plain()["derived"] is True
    assert len(found.not_reached) == 14 + 72


# Gaps


def test_missed_occupations_are_those_that_no_program_names_or_prepares_for(
    lay: Lay, derived_graph: CareerGraph
) -> None:
    rows = [LocalRow(2, title="A", cip="12.0401"), LocalRow(3, title="B", soc="39-5094")]
    found = lay(*rows)
    reached = {place for one in found.landed for place in places(one)}
    prepared = {link.end for link in derived_graph.of_type(r.PreparesFor) if link.start == "cip/2020/12.0401"}
    covered = {link.end for link in derived_graph.of_type(r.CoversOccupation) if link.start in reached}
    ids = [one.id for one in found.missed]
    assert "soc/2018/39-5012" in prepared & covered
    assert not {"soc/2018/39-5094", "soc/2018/39-5012"} & set(ids)
    assert set(ids) <= covered
    together = {link.start for link in derived_graph.of_type(r.ViaProgram) if link.end == "cip/2020/12.0401"}
    with_program = {link.end for link in derived_graph.of_type(r.OfOccupation) if link.start in together}
    assert covered - set(ids) == covered & (prepared | with_program | {"soc/2018/39-5094"})
    openings = [one.openings for one in found.missed]
    known = [value for value in openings if value is not None]
    assert openings == [*sorted(known, reverse=True), *[None] * (len(openings) - len(known))]
    for one in found.missed:
        node = derived_graph.nodes[one.id]
        assert isinstance(node, n.Occupation)
        assert (one.jobs, one.median_wage) == (node.employment_2025, node.median_wage_2025)


def test_what_is_not_reached_is_all_the_rest(lay: Lay) -> None:
    found = lay(LocalRow(2, title="A", cip="01.0603", soc="45-2092"), LocalRow(3, title="B", cip="51.3902"))
    there = {place for one in found.landed for place in places(one)}
    left = {one.place.id: one for one in found.not_reached}
    subs = {slug for slug in left if "/sub-cluster/" in slug}
    assert len(subs) + len(there) == 72
    assert not subs & there
    assert "Agriculture" not in {one.place.cluster for one in found.not_reached if one.kind == "cluster"}
    assert "what does not count" in left[f"{SUB}/teaching-training-facilitation"].note
    assert "nothing published" in left[f"{SUB}/unmanned-vehicle-technology"].note


def test_shares_are_of_the_programs_of_a_local_cluster(lay: Lay) -> None:
    rows = [
        LocalRow(2, "Hands", title="A", soc="51-4121", cip="48.0508"),
        LocalRow(3, "Hands", title="B", soc="47-2111", cip="46.0302"),
        LocalRow(4, "Hands", title="C"),
        LocalRow(5, "Hands", title="D", sub_cluster="Accounting"),
        LocalRow(6, "", "Loose", title="E", sub_cluster="Accounting"),
        LocalRow(7, title="F"),
    ]
    told = [(one.local, one.cluster, one.landed, one.share) for one in lay(*rows).shares]
    assert told == [
        ("(none given)", "no home", 1, 1.0),
        ("Hands", "Construction", 2, 0.5),
        ("Hands", "Financial Services", 1, 0.25),
        ("Hands", "no home", 1, 0.25),
        ("Loose", "Financial Services", 1, 1.0),
    ]


# Ids


def test_its_things_have_ids_of_their_own(lay: Lay, derived_graph: CareerGraph) -> None:
    found = lay(
        LocalRow(2, "Care & Kin", "Bedside", "Helping Hands", cip="51.3902"),
        LocalRow(3, "日本", title="!!!", cip="51.3902"),
        LocalRow(4, title="x" * 500, cip="51.3902"),
        LocalRow(5, title="x" * 501, cip="51.3902"),
    )
    first, *others = (one.program for one in found.landed)
    assert first.id == "overlay/lark-county/program/care-kin/bedside/helping-hands"
    assert first.pathway_id == "overlay/lark-county/pathway/care-kin/bedside"
    assert first.cluster_id == "overlay/lark-county/cluster/care-kin"
    ids = [first.id, *(program.id for program in others)]
    assert len(set(ids)) == 4
    assert all(len(one) < 150 and one.startswith("overlay/lark-county/program/") for one in ids)
    assert not any(node.startswith("overlay/") for node in derived_graph.nodes)


# What holds for any table

HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "@SUM(A1)",
    "+1+1",
    "-2+3",
    "<script>alert(1)</script>",
    "[b]|`x`|[/b](javascript:1)",
    "x" * 10_000,
    "1" * 10_000,
    "\x1b[31mred\x07\x00",
    "\u202egnp.exe",
    "a\r\nb\tc",
    "MATCH (n) DETACH DELETE n",
]
CODES = [
    "48.0508",
    "1.0504",
    "110701",
    "15.0503",
    "11.01",
    "51-4121",
    "15-1131",
    "15-1252.00",
    "99-9999",
    "n/a",
    "",
]
NAMES = ["Accounting", "Plant Systems", "legal services", "Construction", "Dispatching", "web-cloud", ""]
cell = st.one_of(st.sampled_from([*CODES, *NAMES, *HOSTILE]), st.text(max_size=20))
local = st.builds(
    LocalRow,
    st.just(0),
    cluster=cell,
    pathway=cell,
    title=cell,
    soc=st.one_of(cell, st.lists(st.sampled_from(CODES), max_size=3).map("; ".join)),
    cip=st.one_of(cell, st.lists(st.sampled_from(CODES), max_size=3).map("\n".join)),
    sub_cluster=cell,
    others=st.tuples(cell),
)
tables = st.lists(local, max_size=12).map(lambda rows: [replace(row, number=i) for i, row in enumerate(rows, 2)])


def facts(found: Overlay) -> Any:
    """All that was found, without the numbers of the rows and their order."""

    def without_rows(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: without_rows(item) for name, item in value.items() if name != "rows"}
        if isinstance(value, list):
            return sorted((without_rows(item) for item in value), key=json.dumps)
        return value

    return without_rows(found.to_plain())


def texts(value: Any) -> list[str]:
    if isinstance(value, dict | list):
        items = value.values() if isinstance(value, dict) else value
        return [text for item in items for text in texts(item)]
    return [value] if isinstance(value, str) else []


@settings(max_examples=15)
@given(rows=tables)
def test_no_row_is_lost(lay: Lay, rows: list[LocalRow]) -> None:
    found = lay(*rows)
    numbers = [number for program in found.programs for number in program.rows]
    assert sorted(numbers) == [row.number for row in rows]
    assert all(one.landings and any(landing.counts for landing in one.landings) for one in found.landed)
    assert all(one.text for one in found.no_home)


@settings(max_examples=10)
@given(rows=tables, seed=st.randoms(use_true_random=False))
def test_order_and_repeats_change_nothing(lay: Lay, rows: list[LocalRow], seed: random.Random) -> None:
    mixed = [*rows, *(replace(row, number=row.number + 100) for row in rows[:3])]
    seed.shuffle(mixed)
    assert facts(lay(*mixed)) == facts(lay(*rows))


@settings(max_examples=10)
@given(rows=tables, name=cell)
def test_whatever_stands_in_a_cell_comes_out_as_text(resolver: Resolver, rows: list[LocalRow], name: str) -> None:
    found = overlay(rows, resolver, name=name)
    for text in texts(found.to_plain()):
        assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
        assert "\u202e" not in text
    made = sheets(found, LocalTable(tuple(rows), {}, ("Own",), ()), [])
    book = load_workbook(io.BytesIO(workbook(made)))
    kinds = {
        cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    }
    assert kinds <= {"s", "n"}
    landing = list(book["Landing"].iter_rows(min_row=2))
    assert {cell.data_type for row in landing for cell in row if cell.value is not None} <= {"s"}
    page = markdown(made, name)
    assert "<script" not in page
    assert all(re.match(r"$|#{1,2} |\||Nothing\.$", line) for line in page.split("\n")), "no cell ends its line"


def test_a_table_that_is_too_long_for_a_sheet_goes_on_in_the_next(lay: Lay) -> None:
    rows = [LocalRow(i, title=f"t{i}", cip="48.0508", soc="51-4121") for i in range(2, 27)]
    over = lay(*rows)
    made = sheets(over, LocalTable(tuple(rows), {}, (), ()), [])
    book = load_workbook(io.BytesIO(workbook(made, most_rows=20)))
    names = [name for name in book.sheetnames if name.startswith("Landing")]
    assert names == ["Landing", "Landing 2"]
    assert sum(book[name].max_row - 1 for name in names) == 25
    assert [book[name]["A1"].value for name in names] == ["Rows", "Rows"]
