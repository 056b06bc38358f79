"""The National Employment Matrix: many files of one form, industries of several NAICS codes or of parts of one."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from loaders import matrix
from loaders.errors import SourceError
from loaders.pipeline import LOADERS, Loaded
from loaders.shipped import FACTS, Facts, Reading, Shipped, many, read_facts
from loaders.tables import OfficialFiles
from ontology.codes import naics_place

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures_labour"
OVERVIEW, CROPS = "U.S. Bureau Industry Overview.xlsx", "National Employment Matrix_IND_111000.csv"
PATTERN = "National Employment Matrix_IND_*.csv"


@pytest.fixture(scope="module")
def known(shipped: Loaded) -> Mapping[str, Facts]:
    return {name: shipped.facts[name] for name in ("naics", "soc", "bls_combined", "matrix")}


@pytest.fixture(scope="module")
def reading(known: Mapping[str, Facts]) -> Reading:
    return matrix.read(OfficialFiles(FIXTURES, matrix.SOURCE), known)


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    for path in (*FIXTURES.glob(PATTERN), FIXTURES / OVERVIEW):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.fixture
def refusal(copies: Path, known: Mapping[str, Facts]) -> Callable[[], str]:
    def message() -> str:
        with pytest.raises(SourceError) as caught:
            matrix.read(OfficialFiles(copies, matrix.SOURCE), known)
        return str(caught.value).replace(str(copies), "…")

    return message


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "naics", "ownership"),
    [
        ("111000", "111", ""),
        ("1131-2", "1131|1132", ""),
        ("237130", "23713", ""),
        ("31-330", "31-33", ""),
        ("3250A1", "3251|3252|3253|3259", ""),
        ("4445R0", "444|449|456|457|458|459", ""),
        ("523,50", "523|525", ""),
        ("611103", "6111", "local"),
        ("999100", "", ""),
        ("TE1100", "", ""),
    ],
)
def test_ranges_lists_and_owners_become_naics_codes(
    reading: Reading, code: str, naics: str, ownership: str
) -> None:
    (fact,) = [fact for fact in reading.tables["industries"] if fact["code"] == code]
    assert (fact["naics"], fact["ownership"]) == (naics, ownership)


def test_thousands_with_separators_become_jobs(reading: Reading) -> None:
    facts = {(fact["industry"], fact["occupation"]): fact for fact in reading.tables["employment"]}
    assert facts["611103", "25-2021"] == {
        "industry": "611103",
        "occupation": "25-2021",
        "jobs_2022": "1214600",
        "jobs_2032": "1205800",
    }
    # Summaries would count their line items again.
    assert ("111000", "11-0000") not in facts


def test_the_graph_has_nothing_of_it_but_its_source(known: Mapping[str, Facts]) -> None:
    assert list(matrix.records(known)) == []
    assert LOADERS["matrix"].SOURCE.node().id == "source/national-employment-matrix-2022-2032"


def test_one_checksum_goes_over_all_files_in_the_order_of_their_names(copies: Path) -> None:
    (copies / "deeper").mkdir()
    shutil.move(copies / CROPS, copies / "deeper" / CROPS)
    names = sorted(path.name for path in FIXTURES.glob(PATTERN))
    expected = hashlib.sha256(b"".join((FIXTURES / name).read_bytes() for name in names)).hexdigest()
    assert OfficialFiles(copies, matrix.SOURCE).checksums()[PATTERN] == expected


def test_no_file_at_all_is_named_by_the_pattern(copies: Path, refusal: Callable[[], str]) -> None:
    for path in copies.glob(PATTERN):
        path.unlink()
    assert refusal() == (
        f"{PATTERN}: expected one file below … "
        "(get it from https://www.bls.gov/emp/data/industry-occupation-matrix.htm), not none"
    )


def test_a_file_that_stands_twice_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    (copies / "again").mkdir()
    shutil.copy(copies / CROPS, copies / "again")
    assert refusal().startswith(f"{CROPS}: expected one file below …")


def test_an_industry_without_its_file_is_named(copies: Path, refusal: Callable[[], str]) -> None:
    (copies / CROPS).unlink()
    assert refusal() == f"{CROPS}: expected this file, too, for each line item of {OVERVIEW}"


def test_a_file_of_no_industry_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    other = CROPS.replace("111000", "999999")
    shutil.copy(copies / CROPS, copies / other)
    assert refusal() == f"{other}: expected an industry that {OVERVIEW} has"


@pytest.mark.parametrize(
    ("old", "new", "column", "expected"),
    [
        ('=""11-1011""', '=""11-9998""', "Occupation Code", "a SOC 2018 code or a combined one"),
        ("Chief executives", "Weavers", "Occupation Title", "'Chief Executives', the title of 11-1011"),
        ('"Line Item","9.6"', '"Line","9.6"', "Occupation Type", "Line Item or Summary"),
        ('"9.6"', '"-9.6"', "2022 Employment", "thousands of jobs, with one decimal at most"),
        ('"9.6"', '"few"', "2022 Employment", "thousands of jobs, with one decimal at most"),
        ('"9.6"', '"9.65"', "2022 Employment", "thousands of jobs, with one decimal at most"),
    ],
)
def test_a_surprise_is_named_with_its_place(
    copies: Path, refusal: Callable[[], str], old: str, new: str, column: str, expected: str
) -> None:
    replace(copies / CROPS, old, new)
    message = refusal()
    assert message.startswith(f"{CROPS}, row 5, column {column!r}: found ")
    assert message.endswith(f"expected {expected}")


def test_an_occupation_that_stands_twice_is_refused(copies: Path, refusal: Callable[[], str]) -> None:
    path = copies / CROPS
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    assert refusal().startswith(f"{CROPS}, row ")


def test_codes_that_are_no_naics_codes_are_refused(copies: Path, refusal: Callable[[], str]) -> None:
    for value, wrong in (("3251,8", "8 is none"), ("3251;2", "or —"), ("119000", "119000 is none")):
        book = openpyxl.load_workbook(FIXTURES / OVERVIEW)
        book["Tabelle1"]["D8"] = value
        book.save(copies / OVERVIEW)
        assert refusal().startswith(
            f"{OVERVIEW}, sheet 'Tabelle1', row 8, column '2022 NAICS code': found {value!r}"
        )
        assert refusal().endswith(wrong)


def test_a_missing_column_is_named(copies: Path, refusal: Callable[[], str]) -> None:
    replace(copies / CROPS, "2022 Employment", "Employment")
    assert refusal().startswith(f"{CROPS}: expected a header row with the column 2022 Employment; the closest row")


def test_the_matrix_has_its_published_size(known: Mapping[str, Facts]) -> None:
    employment = known["matrix"]["employment"]
    assert len(employment) == 34_230
    # Of the 291 files, that of 611602 has only a total.
    assert len({fact["industry"] for fact in employment}) == 290
    totals = [fact["jobs_2022"] for fact in known["matrix"]["industries"] if fact["jobs_2022"]]
    assert (len(totals), sum(map(int, totals))) == (291, 137_059_700)
    # Not all line items are published.
    assert sum(int(fact["jobs_2022"]) for fact in employment) == 135_430_400


def test_every_industry_is_made_of_naics_codes_and_has_the_farms_that_oews_lacks(
    known: Mapping[str, Facts],
) -> None:
    industries = {fact["code"]: many(fact["naics"]) for fact in known["matrix"]["industries"]}
    codes = {fact["code"] for fact in known["naics"]["codes"]}
    assert {code for found in industries.values() for code in found} <= codes
    used = {fact["industry"] for fact in known["matrix"]["employment"]}
    assert used <= set(industries)
    assert {naics for code in used for naics in industries[code]} >= {"111", "112", "114"}
    assert {code for code in used if not industries[code]} == {"999100", "999200", "999300"}
    assert all(naics_place(code).level for found in industries.values() for code in found)


def test_a_big_table_is_read_when_it_is_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    read_bytes = Path.read_bytes

    def watched(path: Path) -> bytes:
        seen.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    tables = read_facts("matrix")
    assert isinstance(tables, Shipped)
    assert set(tables) == {"industries", "employment"}
    assert seen == ["industries.csv"]
    assert tables["employment"] is tables["employment"]
    assert seen == ["industries.csv", "employment.csv.gz"]


def test_the_tables_of_bls_are_small() -> None:
    folders = [FACTS / name for name in ("oews", "projections", "matrix")]
    assert sum(path.stat().st_size for folder in folders for path in folder.iterdir()) < 3_500_000
