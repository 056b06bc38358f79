"""Answers as files come back as they were."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest

from careergraph.knowledge import KnowledgeBase

Ask = Callable[..., CompletedProcess[str]]
PROGRAMS = (
    "MATCH (p:InstructionalProgram) WHERE p.code < '02' RETURN p.code AS code, p.title AS title ORDER BY code"
)
MIXED = """
MATCH (o:Occupation {code: '15-1252'})
RETURN '01.0000' AS code, '=1+1' AS sum, 5 AS number, 1.5 AS half, true AS yes, null AS nothing, o,
       ['a', 'b'] AS list, {key: 'value'} AS map, 'two\nlines, "quoted"' AS text"""


def workbook(ask: Ask, path: Path, cypher: str) -> Any:
    done = ask("query", cypher, "--format", "xlsx", "--output", str(path))
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return openpyxl.load_workbook(path)


def test_csv_comes_back_as_it_was(ask: Ask, base: KnowledgeBase) -> None:
    read = list(csv.DictReader(io.StringIO(ask("query", PROGRAMS, "--format", "csv").stdout)))
    assert read == base.query(PROGRAMS).rows
    assert read[0]["code"].startswith("01.")


def test_csv_holds_what_is_no_text_as_json(ask: Ask) -> None:
    [row] = csv.DictReader(io.StringIO(ask("query", MIXED, "--format", "csv").stdout))
    assert (row["code"], row["number"], row["half"], row["yes"], row["nothing"]) == (
        "01.0000",
        "5",
        "1.5",
        "true",
        "",
    )
    assert json.loads(row["o"])["id"] == "soc/2018/15-1252"
    assert json.loads(row["list"]) == ["a", "b"]
    assert row["text"] == 'two\nlines, "quoted"'


def test_json_and_ndjson_come_back_as_they_were(ask: Ask) -> None:
    found = json.loads(ask("query", MIXED, "--format", "json").stdout)
    named = dict(zip(found["columns"], found["rows"][0], strict=True))
    assert found["truncated"] is False
    assert (
        named["o"]["labels"] == ["Occupation", "DetailedOccupation"]
        or "DetailedOccupation" in named["o"]["labels"]
    )
    assert (named["code"], named["number"], named["yes"], named["nothing"]) == ("01.0000", 5, True, None)
    assert named["map"] == {"key": "value"}
    [line] = ask("query", MIXED, "--format", "ndjson").stdout.splitlines()
    assert json.loads(line) == named


def test_json_says_when_the_answer_was_cut(ask: Ask) -> None:
    assert json.loads(ask("query", PROGRAMS, "--format", "json", "--limit", "2").stdout)["truncated"] is True


@pytest.mark.parametrize("form", ["csv", "json", "ndjson"])
def test_a_file_holds_what_standard_output_would_have_shown(ask: Ask, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"answer.{form}"
    written = ask("query", PROGRAMS, "--format", form, "--output", str(path))
    assert (written.returncode, written.stdout) == (0, "")
    assert path.read_text(encoding="utf-8") == ask("query", PROGRAMS, "--format", form).stdout


def test_parquet_keeps_codes_as_text_and_numbers_as_numbers(ask: Ask, tmp_path: Path, base: KnowledgeBase) -> None:
    path = tmp_path / "answer.parquet"
    assert ask("query", PROGRAMS, "--format", "parquet", "-o", str(path)).returncode == 0
    assert pyarrow.parquet.read_table(path).to_pylist() == base.query(PROGRAMS).rows
    assert ask("query", MIXED, "--format", "parquet", "-o", str(path)).returncode == 0
    [row] = pyarrow.parquet.read_table(path).to_pylist()
    assert (row["code"], row["number"], row["half"], row["yes"]) == ("01.0000", 5, 1.5, True)
    assert row["list"] == ["a", "b"]


def test_a_workbook_keeps_codes_as_text_cells_and_formulas_as_text(ask: Ask, tmp_path: Path) -> None:
    header, cells = list(workbook(ask, tmp_path / "a.xlsx", MIXED)["Answer"].iter_rows())
    named = dict(zip((cell.value for cell in header), cells, strict=True))
    for name, value in (("code", "01.0000"), ("sum", "=1+1")):
        assert (named[name].value, named[name].data_type, named[name].number_format) == (value, "s", "@")
    assert (named["number"].value, named["half"].value, named["yes"].value) == (5, 1.5, True)
    assert named["nothing"].value is None


def test_a_workbook_names_its_sources_their_rights_and_how_to_cite_it(
    ask: Ask, tmp_path: Path, base: KnowledgeBase
) -> None:
    lines = list(workbook(ask, tmp_path / "a.xlsx", PROGRAMS)["About"].iter_rows(values_only=True))
    texts = {cell for line in lines for cell in line}
    assert {base.info.citation(), base.info.build} <= texts
    for source in base.info.sources:
        assert {source.title, source.publisher, source.release, source.rights, source.url} <= texts


def test_a_workbook_loses_nothing_that_its_cells_cannot_hold_as_it_is(ask: Ask, tmp_path: Path) -> None:
    asked = "RETURN 1152921504606846977 AS large, 0.0 / 0.0 AS unknown, 'a\\u0001b' AS control"
    _, cells = list(workbook(ask, tmp_path / "a.xlsx", asked)["Answer"].iter_rows(values_only=True))
    assert cells == ("1152921504606846977", "NaN", "a\N{REPLACEMENT CHARACTER}b")


def test_a_text_too_long_for_a_cell_is_refused_and_no_file_is_left(ask: Ask, tmp_path: Path) -> None:
    asked = "MATCH (p:Program) RETURN collect(p.title) AS all"
    refused = ask("query", asked, "--format", "xlsx", "--output", str(tmp_path / "a.xlsx"))
    assert refused.returncode == 1
    assert "32,767" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_answer_cannot_be_written_where_there_is_no_folder(ask: Ask, tmp_path: Path) -> None:
    refused = ask("query", PROGRAMS, "--format", "csv", "--output", str(tmp_path / "none" / "a.csv"))
    assert refused.returncode == 1
    assert "a.csv" in refused.stderr


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.ndjson", "a.parquet", "a.XLSX"])
def test_the_name_of_the_output_says_the_format(ask: Ask, tmp_path: Path, name: str) -> None:
    done = ask("query", PROGRAMS, "--output", str(tmp_path / name))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / name).stat().st_size > 0
