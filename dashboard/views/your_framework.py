"""Your framework: a state's or district's own clusters and programs, laid over the national ones."""

from __future__ import annotations

from hashlib import sha256

import streamlit as st

from dashboard.figures.numbers import counted
from dashboard.local_framework import (
    EXAMPLE,
    MOST_ROWS,
    TEMPLATE,
    Laid,
    given,
    header_rows,
    lay,
    page,
    report,
    rows,
)
from dashboard.local_framework import title_column as title_of
from dashboard.parts.sayings import tag
from dashboard.parts.sections import sections
from dashboard.parts.tables import XLSX, table
from dashboard.parts.text import plain
from dashboard.uploads import MOST_MEGABYTES, WORKBOOK
from queries.align_columns import UnreadableTable

COUNTY = "Lark County (invented)"
EXPLAINED = {
    "Summary": "What was read, and how much of it lands.",
    "Clusters": "Where the programs of each of your clusters land.",
    "Landing": "Each program at each place, and what says so.",
    "No home": "Programs that land nowhere, why, and what their names suggest (derived, never counted).",
    "Missed occupations": "Occupations of the sub-clusters you reach that none of your programs leads to.",
    "Not reached": "Clusters and sub-clusters where nothing of yours lands.",
    "Remarks": "What was done with each text: mended, old, not found.",
}


def how_to() -> None:
    """What a file looks like, an empty one, and one to try."""
    st.markdown(
        "Give a table, CSV or XLSX, with a row for each program or course. It needs a header with two columns: "
        "one that names the program, and one that places it."
    )
    with st.expander("The columns, and what they may be called"):
        table(header_rows(), "columns-of-a-framework")
    with st.container(horizontal=True):
        st.download_button("Download an empty table", given(TEMPLATE), TEMPLATE, "text/csv", on_click="ignore")
        st.download_button("Download an invented county", given(EXAMPLE), EXAMPLE, "text/csv", on_click="ignore")
        if st.button("Show the invented county here", type="primary"):
            st.session_state["framework"] = (given(EXAMPLE), COUNTY)


def chosen() -> tuple[bytes, str] | None:
    """The bytes and the name of what is to be laid: an upload before the example; None without either."""
    upload = st.file_uploader(
        f"Your table (CSV or XLSX, at most {MOST_MEGABYTES} MB and {MOST_ROWS:,} rows)",
        type=["csv", "xlsx", "txt"],
    )
    st.caption("Nothing of it is kept: it stays in this session, and is gone when you close the page.")
    if upload is None:
        found: tuple[bytes, str] | None = st.session_state.get("framework")
        return found
    return upload.getvalue(), upload.name.rpartition(".")[0]


def laid(data: bytes, name: str) -> Laid | None:
    """What comes of a file under the options of the reader; None, and the reason shown, if it is unreadable."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("What to call it", name, max_chars=100, key=f"name {name}") or name
        sheet = st.text_input("Sheet (else the first)", max_chars=31) if data.startswith(WORKBOOK) else ""
    fill_down = st.checkbox("Blank clusters, pathways and titles go on as in the row above (merged cells)")
    mend = st.checkbox("Put back the zeros that codes have lost", value=True)
    key = (sha256(data).hexdigest(), name, sheet, fill_down, mend)
    if st.session_state.get("laid", (None,))[0] != key:
        try:
            with st.spinner("Laying it over the national framework."):
                found = lay(data, name, sheet or None, fill_down=fill_down, mend=mend)
        except UnreadableTable as error:
            st.error(plain(str(error)))
            return None
        st.session_state["laid"] = (key, found)
    kept: Laid = st.session_state["laid"][1]
    return kept


def told(found: Laid) -> None:
    """The report: in a sentence, as tables, to download."""
    over = found.over
    st.subheader(plain(over.name))
    st.markdown(
        f"**{len(over.landed):,} of {counted(len(over.programs), 'program')}** land in the national framework; "
        f"{len(over.no_home):,} have no home. "
        f"{counted(len(over.missed), 'occupation')} of the sub-clusters that you reach are missed."
    )
    with st.container(horizontal=True):
        st.download_button("The report as XLSX", lambda: report(found), "report.xlsx", XLSX, on_click="ignore")
        st.download_button(
            "The report as Markdown", lambda: page(found), "report.md", "text/markdown", on_click="ignore"
        )
    sections({name: lambda name=name: _sheet(found, name) for name in EXPLAINED}, "your framework")  # type: ignore[misc]


def _sheet(found: Laid, name: str) -> None:
    sheet = found.sheets[name]
    st.caption(EXPLAINED[name])
    if name in ("Landing", "No home"):
        st.markdown(f"{tag('published')} what lands by the crosswalk · {tag('derived')} suggestions by name")
    about = "National figures" if name == "Missed occupations" else ""
    title = title_of(sheet)
    shown = rows(sheet) if title else [{**row, "id": ""} for row in rows(sheet)]
    without = [{field: value for field, value in row.items() if title or field != "id"} for row in shown]
    table(without, name.lower().replace(" ", "-"), about=about, opens={title: "id"} if title else {}, worded=False)


def main() -> None:
    """The page."""
    st.title("Your framework")
    st.write(
        "Lay your state's or district's own clusters and programs over the national framework: where they land, "
        "which have no home, which occupations they miss."
    )
    how_to()
    given_by_reader = chosen()
    if given_by_reader:
        found = laid(*given_by_reader)
        if found:
            told(found)


main()
