"""The official files themselves: what is shipped comes out of them, and surprises in them stop the loader."""

from __future__ import annotations

import fnmatch
import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loaders.errors import SourceError
from loaders.pipeline import OFFICIAL, Loaded, load_official, to_graph
from loaders.shipped import FACTS
from loaders.tables import OfficialFiles
from ontology.graph import CareerGraph
from tests.loaders.conftest import Snapshot

TESTS = Path(__file__).parent.parent
Change = Callable[[Worksheet], None]


@pytest.fixture
def copies(official: Path, tmp_path: Path) -> Path:
    """A folder with links to the official files; a test puts a changed copy in the place of one."""
    for loader in OFFICIAL.values():
        for key in loader.SOURCE.files:
            for path in OfficialFiles(official, loader.SOURCE).paths(key):
                try:
                    (tmp_path / path.name).symlink_to(path)
                except OSError:
                    (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def rewritten(folder: Path, file: str, sheet: str, change: Change) -> None:
    book = openpyxl.load_workbook(folder / file)
    change(book[sheet])
    (folder / file).unlink()
    book.save(folder / file)


def contents(folder: Path) -> dict[str, bytes]:
    """Table → its bytes; those of a gzipped one unpacked, since zlib builds pack differently."""
    return {
        path.relative_to(folder).as_posix(): gzip.decompress(path.read_bytes())
        if path.suffix == ".gz"
        else path.read_bytes()
        for path in folder.rglob("*.csv*")
    }


def test_a_snapshot_writes_the_shipped_tables_to_the_byte(snapshot: Snapshot) -> None:
    shipped = {name: raw for name, raw in contents(FACTS).items() if name.split("/")[0] in OFFICIAL}
    assert contents(snapshot.folder) == shipped, "mend it: careergraph snapshot --from DIR"


def test_a_snapshot_tells_what_it_reads_and_what_it_wrote(snapshot: Snapshot) -> None:
    assert snapshot.told.stderr.splitlines() == [loader.SOURCE.title for loader in OFFICIAL.values()]
    paths = [Path(path) for path in json.loads(snapshot.told.stdout)]
    assert len(paths) == len(set(paths))
    assert {path.relative_to(snapshot.folder).as_posix() for path in paths} == set(contents(snapshot.folder))


@pytest.mark.parametrize("source", OFFICIAL)
def test_official_files_give_the_shipped_tables_of_each_source(
    loaded: Loaded, shipped: Loaded, source: str
) -> None:
    found, expected = loaded.facts[source], shipped.facts[source]
    assert set(found) == set(expected)
    for name in expected:
        assert list(found[name]) == list(expected[name]), (
            f"{source}/{name}: mend it: careergraph snapshot --from DIR"
        )


def test_official_files_give_the_shipped_graph(loaded: Loaded, graph: CareerGraph) -> None:
    assert to_graph(loaded).content_hash() == graph.content_hash()


def test_official_files_have_the_checksums_of_their_release(loaded: Loaded) -> None:
    expected = {
        file.names[0]: file.sha256 for loader in OFFICIAL.values() for file in loader.SOURCE.files.values()
    }
    assert loaded.checksums == expected


def test_every_asserted_count_was_counted(loaded: Loaded) -> None:
    for loader in OFFICIAL.values():
        assert loaded.counts[loader.SOURCE.name] == loader.SOURCE.counts


def test_thirty_one_live_programs_are_absent_from_the_nces_crosswalk(official: Path, loaded: Loaded) -> None:
    rows = OfficialFiles(official, OFFICIAL["cip_soc"].SOURCE).rows("crosswalk", "CIP-SOC")
    codes = [
        fact for fact in loaded.facts["cip"]["codes"] if len(fact["code"]) == 7 and fact["retired"] == "false"
    ]
    present = {row["CIP2020Code"] for row in rows}
    absent = [fact for fact in codes if fact["code"] not in present]
    assert len(absent) == 31
    assert [fact["code"] for fact in absent if fact["reserved"] == "false"] == ["49.0109"]


def test_a_workbook_that_was_saved_again_with_a_moved_header_reads_the_same(
    copies: Path, loaded: Loaded, graph: CareerGraph
) -> None:
    rewritten(
        copies, "SOC_Career_Clusters_Crosswalk.xlsx", "SOC - CC (Wide)", lambda sheet: sheet.insert_rows(1, 2)
    )
    source = OFFICIAL["crosswalk"].SOURCE
    again = OFFICIAL["crosswalk"].read(OfficialFiles(copies, source), loaded.facts)
    flags = loaded.facts["crosswalk"]["interdisciplinary"]
    moved = [
        dict(fact, row=str(int(fact["row"]) + 2)) if fact["system"] == "soc" else dict(fact) for fact in flags
    ]
    assert again.tables == {**loaded.facts["crosswalk"], "interdisciplinary": moved}
    assert again.counts == loaded.counts[source.name]
    facts = {**loaded.facts, "crosswalk": again.tables}
    assert to_graph(Loaded(facts, {}, {})).content_hash() == graph.content_hash()


def put(cell: str, value: str | float) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value

    return change


SOC, SOC_SHEET = "SOC_Career_Clusters_Crosswalk.xlsx", "SOC - CC - Sub-Clusters"
NAICS, NAICS_SHEET = "2-6 digit_2022_Codes.xlsx", "tbl_2022_title_description_coun"
NCES = "CIP2020_SOC2018_Crosswalk.xlsx"
SURPRISES = {
    "a renamed column": (
        *("2022_NAICS_Structure.xlsx", "2022 NAICS Structure", put("B3", "2027 NAICS Code")),
        "2022_NAICS_Structure.xlsx, sheet '2022 NAICS Structure': expected a header row with the column "
        "2022 NAICS Code; the closest row, 3, has 'Change Indicator', '2027 NAICS Code', '2022 NAICS Title'",
    ),
    "a lost zero": (
        *(NCES, "CIP-SOC", put("A2", 1.0)),
        f"{NCES}, sheet 'CIP-SOC', row 2, column 'CIP2020Code': found '1'; "
        "expected a CIP 2020 code; has it lost a leading zero?",
    ),
    "a row that stands twice": (
        *(NAICS, NAICS_SHEET, lambda sheet: sheet.append([cell.value for cell in sheet[3]])),
        f"{NAICS}, sheet '{NAICS_SHEET}', row 2127, column '2022 NAICS US Code': found '111'; expected each "
        "2022 NAICS US Code once; 111 stands in row 3",
    ),
    "an unknown sub-cluster": (
        *(SOC, SOC_SHEET, put("D2", "Leading")),
        f"{SOC}, sheet '{SOC_SHEET}', row 2, column 'Sub-Cluster': found 'Leading'; expected the title of a "
        "sub-cluster (a new spelling goes into its title table)",
    ),
    "a code that is gone": (
        *(NAICS, NAICS_SHEET, lambda sheet: sheet.delete_rows(2126)),
        "2022_NAICS_Index_File.csv, row 20359, column 'NAICS22': found '928120'; expected a NAICS 2022 code",
    ),
}


@pytest.mark.parametrize(("file", "sheet", "change", "message"), list(SURPRISES.values()), ids=list(SURPRISES))
def test_a_surprise_in_an_official_file_stops_everything(
    copies: Path, file: str, sheet: str, change: Change, message: str
) -> None:
    rewritten(copies, file, sheet, change)
    with pytest.raises(SourceError) as caught:
        load_official(copies)
    assert str(caught.value) == message


@pytest.mark.parametrize("file", ["2022_NAICS_Structure.xlsx", "soc_structure_2018.xlsx"])
def test_a_file_that_was_cut_off_stops_everything(copies: Path, file: str) -> None:
    raw = (copies / file).read_bytes()
    (copies / file).unlink()
    (copies / file).write_bytes(raw[: len(raw) // 2])
    with pytest.raises(SourceError, match=f"{file}: expected a whole .xlsx workbook; this one is cut off"):
        load_official(copies)


def test_a_csv_file_that_was_cut_off_is_noticed_by_its_counts(copies: Path) -> None:
    path = copies / "2022_NAICS_Index_File.csv"
    whole = path.read_bytes()
    path.unlink()
    path.write_bytes(whole[: whole.rindex(b"\n", 0, len(whole) // 2)])
    with pytest.raises(SourceError, match="expected 20,373 index terms, as release 2022 has"):
        load_official(copies)


@pytest.mark.parametrize("folder", ["fixtures", "fixtures_labour", "fixtures_onet"])
def test_the_fixtures_come_out_of_the_official_files(official: Path, tmp_path: Path, folder: str) -> None:
    # openpyxl writes XML a little otherwise where lxml is about, which another tool may have brought.
    here = {"PYTHONPATH": os.pathsep.join(sys.path), **os.environ, "OPENPYXL_LXML": "False"}
    subprocess.run([sys.executable, TESTS / folder / "make.py", official, tmp_path], check=True, env=here)
    made = {path.name: inside(path) for path in tmp_path.iterdir()}
    assert made == {path.name: inside(path) for path in (TESTS / folder).iterdir() if path.suffix != ".py"}


def test_every_official_file_has_its_fixture() -> None:
    paths = [path for folder in TESTS.glob("fixtures*") for path in folder.iterdir()]
    fixtures = [path.name for path in paths if path.suffix != ".py"]
    assert max(Counter(fixtures).values()) == 1
    used = set()
    for loader in OFFICIAL.values():
        for file in loader.SOURCE.files.values():
            found = fnmatch.filter(fixtures, file.names[0])
            assert found, file.names[0]
            assert file.several or len(found) == 1
            used |= set(found)
    assert used == set(fixtures)


def inside(path: Path) -> dict[str, bytes]:
    """What a file holds: a gzipped one unpacked, a workbook by its members; they are packed in several ways."""
    if path.suffix == ".gz":
        return {"": gzip.decompress(path.read_bytes())}
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}
