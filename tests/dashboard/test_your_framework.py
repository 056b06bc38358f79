"""The page for a local framework, without a browser; what it makes of files."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from dashboard.data import ids
from dashboard.local_framework import EXAMPLE, given, lay, report, rows
from dashboard.uploads import MOST_MEGABYTES
from queries.align_columns import UnreadableTable
from tests.dashboard.conftest import Show
from tests.dashboard.reading import shown


def test_the_invented_county_is_shown_with_a_click(show: Show) -> None:
    page = show("your-framework")
    assert not page.tabs
    next(button for button in page.button if "invented county" in button.label).click().run()
    assert not page.exception
    assert "**24 of 27 programs** land" in shown(page)
    assert [tab.label for tab in page.tabs][:3] == ["Summary", "Clusters", "Landing"]


@pytest.mark.usefixtures("opened")
def test_the_report_holds_every_table_with_codes_as_text() -> None:
    found = lay(given(EXAMPLE), "Lark County", None, fill_down=False, mend=True)
    book = load_workbook(io.BytesIO(report(found)))
    assert {"Summary", "Landing", "No home", "Missed occupations", "About"} <= set(book.sheetnames)
    codes = [row[0].value for row in book["Missed occupations"].iter_rows(min_row=2)]
    assert codes
    assert all(isinstance(code, str) for code in codes)
    missed = rows(found.sheets["Missed occupations"])
    assert all(row["id"] == ids("Occupation")[row["SOC"]] for row in missed)


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "nothing in it"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither text nor a workbook"),
        (b"PK\x03\x04 broken", "cannot be read"),
        (b"a,b\n1,2\n", "column"),
        (b"x" * ((MOST_MEGABYTES << 20) + 1), f"more than {MOST_MEGABYTES} MB"),
        (b"cluster,title,cip\n" + b"a,b,11.0701\n" * 5_001, "5,001 rows"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableTable, match=told):
        lay(data, "x", None, fill_down=False, mend=False)
