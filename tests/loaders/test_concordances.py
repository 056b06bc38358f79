"""The three concordances: codes of earlier editions lead to today's and agree with the code systems' files."""

from __future__ import annotations

import csv
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from loaders.errors import SourceError
from loaders.pipeline import OFFICIAL, Loaded
from loaders.shipped import Facts, Reading
from loaders.tables import OfficialFiles
from ontology.graph import CareerGraph
from ontology.relationships import MovedTo, ReplacedBy

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures_onet"
SOC, CIP, NAICS = "soc_2010_to_2018_crosswalk.xlsx", "Crosswalk2010to2020.csv", "NAICS_Year_Concordance.csv"


@pytest.fixture(scope="module")
def known(shipped: Loaded) -> Mapping[str, Facts]:
    return {name: shipped.facts[name] for name in ("naics", "soc", "cip")}


@pytest.fixture
def read(known: Mapping[str, Facts]) -> Callable[[str, Path], Reading]:
    def read_source(name: str, folder: Path = FIXTURES) -> Reading:
        return OFFICIAL[name].read(OfficialFiles(folder, OFFICIAL[name].SOURCE), known)

    return read_source


def pairs(reading: Reading) -> list[tuple[str, str]]:
    return [(fact["old"], fact["new"]) for fact in reading.tables["pairs"]]


def test_soc_titles_lose_their_marks(read: Callable[..., Reading]) -> None:
    facts = {(fact["old"], fact["new"]): fact for fact in read("soc_concordance").tables["pairs"]}
    assert facts["15-1132", "15-1253"] == {
        "old": "15-1132",
        "new": "15-1253",
        "old_title": "Software Developers, Applications",
        "row": "16",
    }
    assert ("11-1011", "11-1011") in facts


def test_cip_pairs_say_what_was_done_and_new_codes_are_counted(read: Callable[..., Reading]) -> None:
    reading = read("cip_concordance")
    changes = {f["old"]: (f["new"], f["action"]) for f in reading.tables["pairs"] if f["action"]}
    assert changes == {
        "01.0309": ("01.1004", "moved"),
        "45.14": ("45.1103", "deleted"),
        "60.04": ("", "deleted"),
        "60.0406": ("61.0903", "deleted"),
    }
    assert reading.counts["rows skipped: new in 2020"] == 2


def test_naics_pairs_are_those_of_2017_and_2022_without_codes_that_are_none(read: Callable[..., Reading]) -> None:
    reading = read("naics_concordance")
    assert pairs(reading)[2:6] == [
        ("212111", "212114"),
        ("212112", "212115"),
        ("212113", "212114"),
        ("212113", "212115"),
    ]
    assert reading.counts["rows skipped: no NAICS codes"] == 2
    assert reading.counts["rows skipped: they differ in editions before 2017 only"] == 1


SURPRISES = {
    "a code of 2018 that SOC lacks": (
        *("soc_concordance", SOC, {"C10": "11-1012"}),
        "row 10, column '2018 SOC Code': found '11-1012'; expected a SOC 2018 code",
    ),
    "a title of 2018 that is another's": (
        *("soc_concordance", SOC, {"D10": "Legislators"}),
        "row 10, column '2018 SOC Title': found 'Legislators'; expected 'Chief Executives', the title of 11-1011",
    ),
    "two titles of one code of 2010": (
        *("soc_concordance", SOC, {"B12": "Bosses (#)"}),
        "row 12, column '2010 SOC Title': found 'Bosses'; expected 'Managers, All Other', the title of 11-9199 "
        "before",
    ),
    "a code of 2010 without its hyphen": (
        *("soc_concordance", SOC, {"A10": "111011"}),
        "row 10, column '2010 SOC Code': found '111011'; expected a SOC code: "
        "two digits, a hyphen, four digits, such as 15-1252",
    ),
    "a pair twice": (
        *("soc_concordance", SOC, {"C12": "11-9072"}),
        "row 12, column '2018 SOC Code': found '11-9072'; expected each 2010 SOC Code × 2018 SOC Code once; "
        "11-9199 × 11-9072 stands in row 11",
    ),
}


@pytest.mark.parametrize(("source", "file", "cells", "message"), list(SURPRISES.values()), ids=list(SURPRISES))
def test_a_surprise_in_the_workbook_is_refused(
    tmp_path: Path, read: Callable[..., Reading], source: str, file: str, cells: dict[str, str], message: str
) -> None:
    book = openpyxl.load_workbook(FIXTURES / file)
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    book.save(tmp_path / file)
    with pytest.raises(SourceError) as caught:
        read(source, tmp_path)
    assert str(caught.value) == f"{file}, sheet 'Sorted by 2010', {message}"


CHANGES = {
    "a move that CIP's own file does not know": (
        *(
            CIP,
            '"Moved to",no,="01.1004","Viticulture and Enology."',
            '"Moved to",no,="01.00","Agriculture, General."',
        ),
        "row 5, column 'Action': found 'Moved to'; expected what CIP's own file says of 01.0309, moved to 01.1004",
    ),
    "a move of a code that lives": (
        *(CIP, '"No substantive changes",no,="51.0912"', '"Moved to",no,="51.0912"'),
        "row 8, column 'Action': found 'Moved to'; expected what CIP's own file says of 51.0912, not retired",
    ),
    "a deleted code that is reported elsewhere": (
        *(CIP, "report under 45.1103", "report under 45.1101"),
        "row 7, column 'Action': found 'Deleted'; expected what CIP's own file says of 45.14, deleted to 45.1103",
    ),
    "a deleted code with a title": (
        *(CIP, "Deleted, report under 45.1103", "Rural Sociology."),
        "row 7, column 'CIPTitle2020': found 'Rural Sociology.'; "
        "expected `Deleted`, or `Deleted, report under CODE`",
    ),
    "an unknown action": (
        *(CIP, '"Moved to",no,="01.1004"', '"Moved from",no,="01.1004"'),
        "row 5, column 'Action': found 'Moved from'; "
        "expected No substantive changes or Moved to or Deleted or New",
    ),
    "a new code with an old one": (
        *(CIP, '"","","New",no,="01.0207"', '="01.0207","","New",no,="01.0207"'),
        "row 4, column 'CIPCode2010': found '01.0207'; expected no code beside New",
    ),
    "a code of 2020 that CIP lacks": (
        *(CIP, 'no,="51.0912"', 'no,="51.9912"'),
        "row 8, column 'CIPCode2020': found '51.9912'; expected a CIP 2020 code",
    ),
    "a title that is another code's": (
        *(CIP, '="36.0207","Remote Aircraft Pilot."', '="36.0207","Aircraft Pilot."'),
        "row 6, column 'CIPTitle2020': found 'Aircraft Pilot.'; "
        "expected 'Remote Aircraft Pilot (Personal)' or 'Remote Aircraft Pilot', the title of 36.0207",
    ),
    "an unchanged code that changed": (
        *(
            CIP,
            'no,="01.00","Agriculture, General."',
            'no,="01.0207","Irrigation Management Technology/Technician."',
        ),
        "row 3, column 'CIPCode2020': found '01.0207'; expected 01.00 beside No substantive changes",
    ),
    "a code of 2022 that NAICS lacks": (
        *(NAICS, "212114", "212199"),
        "row 4, column 'NAICS_2022_Code': found '212199'; expected a NAICS 2022 code of 6 digits",
    ),
    "a code of 2017 that lost digits": (
        *(NAICS, "212111,212114", "2,212114"),
        "row 4, column 'NAICS_2017_Code': found '2'; expected a NAICS code: 2 to 6 digits, or 31-33, 44-45, 48-49",
    ),
    "a code that is none beside one that is": (
        *(NAICS, "F01000,F01000\n", "F01000,111110\n"),
        "row 12, column 'NAICS_2022_Code': found '111110'; expected F01000, which is no NAICS code",
    ),
    "another code that is none": (
        *(NAICS, "F01000,F01000\n", "F02000,F02000\n"),
        "row 12, column 'NAICS_2017_Code': found 'F02000'; expected a NAICS code: "
        "2 to 6 digits, or 31-33, 44-45, 48-49",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "message"), list(CHANGES.values()), ids=list(CHANGES))
def test_a_surprise_in_a_csv_file_is_refused(
    tmp_path: Path, read: Callable[..., Reading], file: str, old: str, new: str, message: str
) -> None:
    text = (FIXTURES / file).read_bytes().decode()
    assert text.count(old) in (1, 2)
    (tmp_path / file).write_bytes(text.replace(old, new, 1).encode())
    with pytest.raises(SourceError) as caught:
        read("cip_concordance" if file == CIP else "naics_concordance", tmp_path)
    assert str(caught.value) == f"{file}, {message}"


def test_the_graph_has_the_former_codes_that_changed(graph: CareerGraph) -> None:
    labels = graph.label_counts()
    assert (labels["FormerOccupation"], labels["FormerIndustry"], labels["FormerCode"]) == (106, 140, 246)
    replaced = [r for r in graph.relationships if isinstance(r, ReplacedBy)]
    named: Counter[str] = Counter()
    for r in replaced:
        named[r.concordance] += 1
        assert r.source == f"source/{r.concordance}"
        assert r.start.rpartition("/")[0] in ("soc/2010", "naics/2017")
    assert named == {"soc-2010-2018": 166, "naics-2017-2022": 233}
    assert {r.start for r in replaced} == {n.id for n in graph.nodes.values() if "FormerCode" in n.labels}
    assert graph.nodes["soc/2010/15-1132"].title == "Software Developers, Applications"
    assert graph.nodes["naics/2017/212111"].title == "NAICS 2017 industry 212111"
    assert not any("#" in n.title for n in graph.nodes.values() if n.kind == "FormerOccupation")


def test_a_code_that_is_the_same_today_is_no_former_code(shipped: Loaded, graph: CareerGraph) -> None:
    assert "soc/2010/11-1011" not in graph.nodes
    assert "naics/2017/111110" not in graph.nodes
    assert any(pair["old"] == "11-1011" for pair in shipped.facts["soc_concordance"]["pairs"])


def test_every_move_of_the_concordance_is_one_of_cips_own(graph: CareerGraph) -> None:
    moves = [r for r in graph.relationships if isinstance(r, MovedTo)]
    assert {r.source for r in moves} == {"source/cip-2020"}
    named = [r for r in moves if r.concordance == "cip-2010-2020"]
    assert sum(r.action == "moved" for r in named) == 149
    assert sum(r.action == "deleted" for r in named) == 8
    assert {r.start[9:] for r in moves if r.concordance is None} == {"60.04", "60.0499", "60.05", "60.0599"}


def test_the_concordance_of_cip_lacks_one_code_of_today(official: Path, shipped: Loaded) -> None:
    with next(official.rglob(CIP)).open(encoding="utf-8-sig", newline="") as lines:
        found = {row["CIPCode2020"][2:-1] for row in csv.DictReader(lines)}
    live = {fact["code"] for fact in shipped.facts["cip"]["codes"] if fact["retired"] == "false"}
    assert live - found == {"49.0109"}


def test_old_codes_lead_to_what_the_official_files_say(official: Path, graph: CareerGraph) -> None:
    """Twenty of each, recomputed without any of the loaders' code."""
    said: dict[str, set[str]] = defaultdict(set)
    sheet = openpyxl.load_workbook(next(official.rglob(SOC))).worksheets[0]
    for old, _, new, _ in sheet.iter_rows(min_row=10, values_only=True):
        said[f"soc/2010/{old}"].add(f"soc/2018/{new}")
    with next(official.rglob(NAICS)).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if re.fullmatch(r"\d{6}", row["NAICS_2022_Code"]):
                said[f"naics/2017/{row['NAICS_2017_Code']}"].add(f"naics/2022/{row['NAICS_2022_Code']}")
    changed = {old: new for old, new in said.items() if {code[-6:] for code in new} != {old[-6:]}}
    assert len(changed) == 246
    found: dict[str, set[str]] = defaultdict(set)
    for r in graph.relationships:
        if isinstance(r, ReplacedBy):
            found[r.start].add(r.end)
    for system in ("soc", "naics"):
        for old in random.Random(2010).sample(sorted(old for old in changed if old.startswith(system)), 20):
            assert found[old] == changed[old], old
    assert found == changed
