"""The page on what is interdisciplinary, without a browser; and what is behind its cells."""

from __future__ import annotations

import pytest

from dashboard.shared import BOTH, pairs, shared_occupations, shared_programs
from tests.dashboard.conftest import Show
from tests.dashboard.reading import shown


def test_published_and_corrected_stand_side_by_side(show: Show) -> None:
    told = shown(show("interdisciplinary"))
    assert "1,199 of 1,945 programs" in told
    assert "**611 programs** are left" in told


@pytest.mark.usefixtures("opened")
def test_what_is_behind_a_cell_is_what_the_cell_counts() -> None:
    for pair in pairs():
        for rows, counted, corrected in (
            (shared_programs(pair.start, pair.end), pair.shared_programs, pair.shared_programs_without_teaching),
            (
                shared_occupations(pair.start, pair.end),
                pair.shared_occupations,
                pair.shared_occupations_without_teaching,
            ),
        ):
            assert (len(rows), sum(row["alsoWithoutTeaching"] == BOTH for row in rows)) == (counted, corrected)


def test_a_pair_of_the_address_is_opened(show: Show) -> None:
    page = show("interdisciplinary", one="Education", other="framework/2024/cluster/digital-technology")
    tables = [frame.value for frame in page.dataframe if "alsoWithoutTeaching" in frame.value]
    assert "11.0701" in set(tables[0]["code"])
    assert "share none" not in shown(page)


@pytest.mark.parametrize("text", ["nothing", "x" * 10_000, "<script>alert(1)</script>", "11-1011"])
def test_what_is_no_cluster_is_said(show: Show, text: str) -> None:
    told = shown(show("interdisciplinary", one=text, other=text, what=text, family=text))
    assert "<script>" not in told
    assert "Choose a cell in the figure" in told
