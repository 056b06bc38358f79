"""The four workbooks of the crosswalk: each is checked against the title tables and against the others."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loaders.shipped import Reading
from ontology.graph import CareerGraph

Edited = Callable[[str, str], AbstractContextManager[Worksheet]]
Read = Callable[[str], Reading]
Refusal = Callable[[str], str]
FULL, FULL_SHEET = "Full_Framework_Crosswalk.xlsx", "SOC - CIP - CC"
SOC, SOC_SHEET, SOC_WIDE = "SOC_Career_Clusters_Crosswalk.xlsx", "SOC - CC - Sub-Clusters", "SOC - CC (Wide)"
CIP, CIP_SHEET, CIP_WIDE = "CIP_Career_Clusters_Crosswalk.xlsx", "CIP - CC - Sub-Clusters", "CIP - CC (Wide)"
NAICS, NAICS_SHEET = "NAICS_Subclusters_Crosswalk.xlsx", "CC - Sub-Cluster - NAICS"

SURPRISES = {
    "an unknown sub-cluster": (
        *(FULL, FULL_SHEET, {"B3": "Production"}),
        "row 3, column 'Sub-Cluster': found 'Production'; "
        "expected the title of a sub-cluster (a new spelling goes into its title table)",
    ),
    "an unknown cluster": (
        *(SOC, SOC_SHEET, {"C2": "Manufacturing"}),
        "row 2, column 'Career Cluster': found 'Manufacturing'; "
        "expected the title of a career cluster (a new spelling goes into its title table)",
    ),
    "a sub-cluster under another cluster": (
        *(FULL, FULL_SHEET, {"A3": "Agriculture"}),
        "row 3, column 'Sub-Cluster': found 'Production & Automation'; expected a sub-cluster of Agriculture",
    ),
    "a row that stands twice and is not one of the two": (
        *(FULL, FULL_SHEET, {"E4": "14.3501", "F4": "Industrial Engineering."}),
        "row 4, column 'CIP Code (2020)': found '14.3501'; expected each Sub-Cluster × SOC Code × CIP Code (2020) "
        "once; Production & Automation × 11-3051 × 14.3501 stands in row 3",
    ),
    "a program without a code": (
        *(FULL, FULL_SHEET, {"E3": None}),
        "row 3, column 'CIP Code (2020)': found ''; expected a CIP 2020 code",
    ),
    "a placeholder with a title": (
        *(FULL, FULL_SHEET, {"F43": "None"}),
        "row 43, column 'CIP Title (2020)': found 'None'; expected NO MATCH beside 99.9999",
    ),
    "a sector that is none": (
        *(FULL, FULL_SHEET, {"G3": "31-34"}),
        "row 3, column '2-Digit NAICS': found '31-34'; expected NAICS sectors, such as 31-33 or `51, 54`",
    ),
    "a sector's title that is not its own": (
        *(FULL, FULL_SHEET, {"H3": "Retail Trade"}),
        "row 3, column 'NAICS title': found 'Retail Trade'; expected 'Manufacturing', the title of 31-33",
    ),
    "a sector that the NAICS workbook does not give": (
        *(FULL, FULL_SHEET, {"G3": "23", "H3": "Construction"}),
        "row 3, column '2-Digit NAICS': found '23'; "
        "expected the sectors of Production & Automation in the sheet 'CC - Sub-Cluster - NAICS': 31-33",
    ),
    "a pair that the full workbook lacks": (
        *(SOC, SOC_SHEET, {"A2": "15-1252", "B2": "Software Developers"}),
        "row 2, column 'SOC Code': found '15-1252'; expected a pair that the full crosswalk has, too",
    ),
    "a wide row with another cluster": (
        *(SOC, SOC_WIDE, {"D2": "Agriculture"}),
        "row 2, column 'Career Cluster': "
        "found 'Agriculture, Management & Entrepreneurship, Supply Chain & Transportation'; "
        "expected the clusters of 11-3051 in the sheet 'SOC - CC - Sub-Clusters': "
        "advanced-manufacturing, management-entrepreneurship, supply-chain-transportation",
    ),
    "a wide row without its clusters": (
        *(CIP, CIP_WIDE, {"D2": None}),
        "row 2, column 'Career Cluster': found ''; expected the clusters of 01.0105 in the sheet "
        "'CIP - CC - Sub-Clusters': supply-chain-transportation",
    ),
    "a flag that says neither Yes nor No": (
        *(CIP, CIP_WIDE, {"C2": "Maybe"}),
        "row 2, column 'Interdisciplinary CIP? (Yes/No)': found 'Maybe'; expected Yes or No",
    ),
}


@pytest.mark.parametrize(("file", "sheet", "cells", "message"), list(SURPRISES.values()), ids=list(SURPRISES))
def test_a_surprise_is_refused(
    edited: Edited, refusal: Refusal, file: str, sheet: str, cells: dict[str, str | None], message: str
) -> None:
    with edited(file, sheet) as changed:
        for cell, value in cells.items():
            changed[cell] = value
    assert refusal("crosswalk") == f"{file}, sheet '{sheet}', {message}"


MISSING_ROWS = {
    "full": (
        *(FULL, FULL_SHEET, 3),
        f"{CIP}, sheet '{CIP_SHEET}', row 11, column 'CIP Code (2020)': found '14.3501'; "
        "expected a pair that the full crosswalk has, too",
    ),
    "soc": (
        *(SOC, SOC_SHEET, 4),
        f"{SOC}, sheet '{SOC_SHEET}': expected a row for planning-logistics × 11-3051, "
        "as the full crosswalk has it; there is none",
    ),
    "cip": (
        *(CIP, CIP_SHEET, 27),
        f"{CIP}, sheet '{CIP_SHEET}': expected a row for planning-logistics × 99.9999, "
        "as the full crosswalk has it; there is none",
    ),
    "soc wide": (
        *(SOC, SOC_WIDE, 6),
        f"{SOC}, sheet '{SOC_WIDE}': expected a row for 21-1018, as the sheet '{SOC_SHEET}' has it; there is none",
    ),
    "cip wide": (
        *(CIP, CIP_WIDE, 9),
        f"{CIP}, sheet '{CIP_WIDE}': expected a row for 13.1311, as the sheet '{CIP_SHEET}' has it; there is none",
    ),
    "naics": (
        *(NAICS, NAICS_SHEET, 2),
        f"{FULL}, sheet '{FULL_SHEET}', row 3, column '2-Digit NAICS': found '31-33'; expected the sectors of "
        f"Production & Automation in the sheet '{NAICS_SHEET}': none",
    ),
}


@pytest.mark.parametrize(("file", "sheet", "row", "message"), list(MISSING_ROWS.values()), ids=list(MISSING_ROWS))
def test_workbooks_that_disagree_by_one_row_are_refused(
    edited: Edited, refusal: Refusal, file: str, sheet: str, row: int, message: str
) -> None:
    with edited(file, sheet) as cells:
        cells.delete_rows(row)
    assert refusal("crosswalk") == message


def test_a_workbook_without_any_row_is_refused(edited: Edited, refusal: Refusal) -> None:
    with edited(SOC, SOC_SHEET) as cells:
        cells.delete_rows(2, 100)
    assert refusal("crosswalk").startswith(f"{SOC}, sheet '{SOC_SHEET}': expected a row for ")


def test_the_two_official_repeats_are_kept_once_and_noted(readings: dict[str, Reading]) -> None:
    reading = readings["crosswalk"]
    again = [fact for fact in reading.tables["alignments"] if fact["repeated_in_rows"]]
    assert [(fact["soc"], fact["cip"], fact["row"], fact["repeated_in_rows"]) for fact in again] == [
        ("15-2021", "27.0502", "18", "19"),
        ("15-2021", "30.4901", "35", "36"),
    ]
    assert reading.counts["rows skipped: repeats"] == 2
    assert reading.counts["rows skipped: bare cluster headings"] == 14


def test_stray_spellings_resolve_to_the_one_sub_cluster(
    edited: Edited, read: Read, readings: dict[str, Reading]
) -> None:
    stray = [fact for fact in readings["crosswalk"].tables["alignments"] if fact["soc"] == "49-3041"]
    assert [fact["sub_cluster"] for fact in stray] == ["water-systems"]
    with edited(FULL, FULL_SHEET) as cells:
        cells["B6"] = "Water Systems"
    assert read("crosswalk") == readings["crosswalk"]


def test_an_occupation_may_have_no_match_and_programs_in_one_sub_cluster(readings: dict[str, Reading]) -> None:
    rows = [fact["cip"] for fact in readings["crosswalk"].tables["alignments"] if fact["soc"] == "53-1047"]
    assert rows == ["49.0106", "49.0208", ""]


def test_sectors_come_as_integers_or_texts_and_several_in_a_cell(readings: dict[str, Reading]) -> None:
    sectors = {(fact["cluster"], fact["sector"]) for fact in readings["crosswalk"].tables["cluster_sectors"]}
    assert {("digital-technology", "51"), ("digital-technology", "54"), ("agriculture", "11")} <= sectors


def test_each_alignment_of_the_graph_joins_its_three_and_names_its_row(graph: CareerGraph) -> None:
    first = "alignment/production-automation/11-3051/14.3501"
    ends = {r.type: (r.end, r.locator) for r in graph.relationships if r.start == first}
    place = f"{FULL}|{FULL_SHEET}|3"
    assert ends == {
        "IN_SUB_CLUSTER": ("framework/2024/sub-cluster/production-automation", place),
        "OF_OCCUPATION": ("soc/2018/11-3051", place),
        "VIA_PROGRAM": ("cip/2020/14.3501", place),
    }
    assert (
        graph.nodes[first].title
        == "Production & Automation × Industrial Production Managers × Industrial Engineering"
    )


def test_an_alignment_without_a_match_names_no_program(graph: CareerGraph) -> None:
    unmatched = "alignment/planning-logistics/53-1047/none"
    ends = {r.type: r.end for r in graph.relationships if r.start == unmatched}
    assert ends == {
        "IN_SUB_CLUSTER": "framework/2024/sub-cluster/planning-logistics",
        "OF_OCCUPATION": "bls-combined/53-1047",
    }


def test_a_repeated_row_is_noted_on_its_alignment(graph: CareerGraph) -> None:
    repeated = [node for node in graph.nodes.values() if node.kind == "Alignment" and node.note]
    assert [node.note for node in repeated] == [
        "The workbook repeats this row in row 4069.",
        "The workbook repeats this row in row 6552.",
    ]
