"""careergraph overlay: the example county from the template to the report."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from openpyxl import load_workbook

from queries.overlay_columns import columns

Ask = Callable[..., CompletedProcess[str]]
GOLDEN = Path(__file__).parent / "golden" / "lark-county.md"
DOCS = Path(__file__).parents[2] / "docs" / "overlay.md"
MOST = 12  # lines of a long table that the golden report keeps


@pytest.fixture
def lark(ask: Ask, tmp_path: Path) -> Path:
    path = tmp_path / "lark.csv"
    assert ask("overlay", "--example", "-o", str(path)).returncode == 0
    return path


def shortened(page: str) -> str:
    """The report without what a build says of itself, long tables cut short."""
    sections = re.split(r"(?m)^(?=## )", page.partition("\n## About")[0])
    kept: list[str] = []
    for section in sections:
        lines = section.splitlines()
        more = [f"… and {len(lines) - MOST:,} lines", ""] if "Missed" in lines[0] else []
        kept += lines[:MOST] + more if more else lines
    return "\n".join(kept) + "\n"


def test_the_report_on_the_example_county(ask: Ask, lark: Path, tmp_path: Path) -> None:
    done = ask("overlay", str(lark), "--name", "Lark County", "-o", str(tmp_path / "report.md"))
    assert done.returncode == 0, done.stderr
    text = shortened((tmp_path / "report.md").read_text(encoding="utf-8"))
    if os.environ.get("CAREERGRAPH_GOLDEN") == "write":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_text(encoding="utf-8"), f"if meant: CAREERGRAPH_GOLDEN=write pytest {__file__}"


def test_a_terminal_shows_the_summary_and_a_workbook_holds_it_all(ask: Ask, lark: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.xlsx"
    done = ask("overlay", str(lark), "-o", str(report))
    assert done.returncode == 0, done.stderr
    shown = " ".join(done.stdout.split())
    assert "Programs that land 23" in shown
    assert "17 Paws and Claws code that lost zeros" in shown
    assert "national figures of May 2025" in shown
    assert "12.0503 Culinary Arts/Chef Training (some evidence" in shown
    book = load_workbook(report)
    assert book.sheetnames == [
        *("Summary", "Clusters", "Landing", "No home", "Missed occupations", "Not reached", "Remarks", "About"),
    ]
    header, first, *_ = book["Missed occupations"].iter_rows()
    assert all("national" in str(cell.value) for cell in header[2:5])
    assert (first[0].data_type, first[2].data_type) == ("s", "n")
    about = [str(row[0].value) for row in book["About"].iter_rows()]
    assert {"Build", "How to cite"} <= set(about)


def test_json_tells_all_of_it(ask: Ask, lark: Path) -> None:
    done = ask("overlay", str(lark), "--json", "--mend")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["id"] == "overlay/lark"
    assert told["columns"]["local cluster"] == "Local cluster"
    numbers = [row for part in ("landing", "noHome") for one in told[part] for row in one["rows"]]
    assert sorted(numbers) == [*range(2, 29), 30]
    assert all(place["published"] or place["basis"] == "stated in the file" for place in places(told))
    assert all(one["derived"] for home in told["noHome"] for one in home["suggestions"])
    assert told["missedOccupations"][0]["openings2024to2034"] > 0
    assert "Paws and Claws" in {one["title"] for one in told["landing"]}, "--mend put its zero back"


def places(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [place for one in told["landing"] for place in one["places"]]


def test_the_template_is_printed_and_understood(ask: Ask, tmp_path: Path) -> None:
    done = ask("overlay", "--template")
    path = tmp_path / "mine.csv"
    path.write_text(f"{done.stdout}Ours,,Seams,51-4121,48.0508,\n", encoding="utf-8")
    found = json.loads(ask("overlay", str(path), "--json").stdout)
    assert found["landing"][0]["places"][0]["subCluster"] == "Skilled Trades"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "--template or --example"),
        (["nowhere.csv"], "there is no file"),
        (["lark.csv", "-o", "report.pdf"], ".xlsx or .md"),
        (["lark.csv", "-o", "there.md"], "--force"),
        (["lark.csv", "-o", "lark.csv", "--force"], "name another"),
        (["bad.csv"], "lacks a column"),
        (["lark.csv", "--sheet", "x"], "only a workbook has sheets"),
    ],
)
def test_wrong_use_is_explained(ask: Ask, lark: Path, arguments: list[str], message: str) -> None:
    folder = lark.parent
    (folder / "there.md").write_text("kept", encoding="utf-8")
    (folder / "bad.csv").write_text("Title,School\nA,B\n", encoding="utf-8")
    given = [str(folder / text) if "." in text else text for text in arguments]
    done = ask("overlay", *given)
    assert done.returncode == 2, done.stderr
    assert message in " ".join(done.stderr.replace("│", " ").split())
    assert sorted(path.name for path in folder.iterdir()) == ["bad.csv", "lark.csv", "there.md"]
    assert (folder / "there.md").read_text(encoding="utf-8") == "kept"


def test_the_page_on_overlays_names_every_column_that_is_understood() -> None:
    page = DOCS.read_text(encoding="utf-8")
    for column in columns():
        assert f"{column.means} | {', '.join(column.names)} |" in page, f"mend the table in {DOCS.name}"
