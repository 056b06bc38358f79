from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from openpyxl.worksheet.worksheet import Worksheet

from loaders.shipped import Reading
from ontology.graph import CareerGraph

Edited = Callable[[str, str], AbstractContextManager[Worksheet]]
Refusal = Callable[[str], str]
FILE = "CIP2020_SOC2018_Crosswalk.xlsx"


def test_pairs_are_read_and_placeholders_skipped_and_counted(readings: dict[str, Reading]) -> None:
    reading = readings["cip_soc"]
    assert reading.tables["pairs"][0] == {"cip": "01.0207", "soc": "49-3041", "row": "2"}
    assert reading.counts == {
        "pairs": 15,
        "programs, with or without an occupation": 14,
        "rows skipped: program without occupation": 1,
        "rows skipped: occupation without program": 1,
        "pairs that the sheet SOC-CIP omits": 1,
    }
    assert not {"99.9999", "99-9999"} & {code for pair in reading.tables["pairs"] for code in pair.values()}


def test_a_pair_that_only_the_other_sheet_has_is_refused(edited: Edited, refusal: Refusal) -> None:
    with edited(FILE, "CIP-SOC") as cells:
        cells.delete_rows(2)
    assert refusal("cip_soc") == (
        f"{FILE}, sheet 'SOC-CIP', row 16, column 'CIP2020Code': found '01.0207'; "
        "expected a pair that the sheet CIP-SOC has, too"
    )


def test_the_other_sheet_is_checked_for_titles_too(edited: Edited, refusal: Refusal) -> None:
    with edited(FILE, "SOC-CIP") as cells:
        cells["D2"] = "Mining."
    assert refusal("cip_soc") == (
        f"{FILE}, sheet 'SOC-CIP', row 2, column 'CIP2020Title': found 'Mining.'; "
        "expected 'Industrial Engineering', the title of 14.3501"
    )


def test_a_pair_of_the_graph_says_where_it_stands(graph: CareerGraph) -> None:
    pairs = [r for r in graph.relationships if r.type == "PREPARES_FOR"]
    assert len(pairs) == 5723
    first = next(r for r in pairs if (r.start, r.end) == ("cip/2020/01.0000", "soc/2018/19-1011"))
    assert (first.source, first.locator) == ("source/cip2020-soc2018", f"{FILE}|CIP-SOC|2")
