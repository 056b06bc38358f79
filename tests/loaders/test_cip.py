from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.cip import title
from loaders.shipped import Reading
from ontology.graph import CareerGraph
from ontology.nodes import Program

Refusal = Callable[[str], str]
FILE = "CIPCode2020.csv"


@pytest.fixture
def replaced(copies: Path) -> Callable[[str, str], None]:
    """Replaces a text that stands once in the copy of the file."""

    def replace(old: str, new: str) -> None:
        text = (copies / FILE).read_bytes().decode()
        assert text.count(old) == 1
        (copies / FILE).write_bytes(text.replace(old, new).encode())

    return replace


def test_codes_keep_their_zeros_and_titles_lose_their_points(readings: dict[str, Reading]) -> None:
    codes = {fact["code"]: fact for fact in readings["cip"].tables["codes"]}
    assert codes["01.0000"]["title"] == "Agriculture, General"
    assert codes["01"]["title"] == "Agricultural/Animal/Plant/Veterinary Science and Related Fields"
    assert {code for code, fact in codes.items() if fact["reserved"] == "true"} == {"21", "21.01", "21.0101"}


def test_what_became_of_a_retired_code_is_read_from_its_definition(readings: dict[str, Reading]) -> None:
    reading = readings["cip"]
    moves = {move["code"]: (move["successor"], move["action"]) for move in reading.tables["moves"]}
    assert moves == {
        "01.0309": ("01.1004", "moved"),
        "45.14": ("45.1103", "deleted"),
        "60.04": ("61", "deleted"),
        "60.05": ("61", "deleted"),
        "60.0406": ("61.0903", "deleted"),
    }
    retired = {fact["code"] for fact in reading.tables["codes"] if fact["retired"] == "true"}
    assert retired == set(moves)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '="01",="01.0000"',
            "01,1.0000",
            "row 4, column 'CIPCode': found '1.0000'; expected a CIP code: "
            "two, four or six digits with a point after the second, such as 01.0000",
        ),
        (
            '="01",="01.0000"',
            "1,1",
            "row 4, column 'CIPCode': found '1'; expected a CIP code: "
            "two, four or six digits with a point after the second, such as 01.0000",
        ),
        (
            '="01",="01.0000"',
            '="1",="01.0000"',
            "row 4, column 'CIPFamily': found '1'; expected 01, the family of 01.0000",
        ),
        (
            '="01",="01.0000"',
            '="01",="01.9900"',
            "row 4, column 'CIPCode': found '01.9900'; expected a row for the code above it, 01.99, too",
        ),
        (
            '="01",="01.0000"',
            '="01",="01.00"',
            "row 4, column 'CIPCode': found '01.00'; expected each CIPCode once; 01.00 stands in row 3",
        ),
        (
            '="01.0309","Moved from"',
            '="01.0309","Moved"',
            "row 10, column 'Action': found 'Moved'; expected No substantive changes or New or Moved to "
            "or Moved from or Deleted",
        ),
        ('"Taxidermy/Taxidermist."', '""', "row 12, column 'CIPTitle': found ''; expected a title"),
        (
            "Moved from 01.0309 to 01.1004",
            "Moved from 01.0309 to 01.9999",
            "row 10, column 'CIPDefinition': found 'Moved from 01.0309 to 01.9999'; expected "
            "`Moved from OLD to NEW` or `Deleted, Report under NEW`, with a code of this file",
        ),
        (
            "Moved from 01.0309 to 01.1004",
            "Moved from 01.0508 to 01.1004",
            "row 10, column 'CIPDefinition': found 'Moved from 01.0508 to 01.1004'; expected "
            "`Moved from OLD to NEW` or `Deleted, Report under NEW`, with a code of this file",
        ),
        (
            '"CIPCode","Action"',
            '"CIPCODE","Action"',
            "expected a header row with the column CIPCode; the closest row, 1, has 'CIPFamily', 'CIPCODE', "
            "'Action', 'TextChange', 'CIPTitle', 'CIPDefinition', 'CrossReferences', 'Examples'",
        ),
    ],
)
def test_a_surprise_is_refused(
    replaced: Callable[[str, str], None], refusal: Refusal, old: str, new: str, message: str
) -> None:
    replaced(old, new)
    assert refusal("cip") == f"{FILE}{': ' if message.startswith('expected') else ', '}{message}"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Agriculture, General.", "Agriculture, General"),
        ("HEALTH PROFESSIONS AND RELATED PROGRAMS.", "Health Professions and Related Programs"),
        ("ENGINEERING/ENGINEERING-RELATED FIELDS.", "Engineering/Engineering-Related Fields"),
        ("Ph.D. Studies.", "Ph.D. Studies"),
    ],
)
def test_a_title_is_printed_without_its_final_point_and_in_mixed_case(printed: str, expected: str) -> None:
    assert title(printed) == expected


def test_a_retired_program_of_the_graph_says_so_and_leads_to_its_successor(graph: CareerGraph) -> None:
    old = graph.nodes["cip/2020/01.0309"]
    assert isinstance(old, Program)
    assert old.retired
    assert old.labels == ("Program", "InstructionalProgram", "Retired")
    moves = {(r.start, r.end) for r in graph.relationships if r.type == "MOVED_TO"}
    assert ("cip/2020/01.0309", "cip/2020/01.1004") in moves
    assert ("cip/2020/60.04", "cip/2020/61") in moves


def test_a_successor_is_never_retired_itself(graph: CareerGraph) -> None:
    ends = {graph.nodes[r.end] for r in graph.relationships if r.type == "MOVED_TO"}
    assert not any("Retired" in node.labels for node in ends)
