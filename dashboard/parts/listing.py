"""A list of codes, pasted or uploaded: how it was read, what it is aligned to, the workbook to download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeVar

import pandas as pd
import streamlit as st

from dashboard.aligned import SHOWN, TODAY, Aligned, Became, Wanted, align, workbook
from dashboard.codes import SYSTEMS
from dashboard.data import opened
from dashboard.figures.numbers import counted
from dashboard.parts.tables import XLSX, table
from dashboard.parts.text import plain
from dashboard.pasted import MOST_ROWS, Table, column_names, column_of_codes, pasted, read, source
from dashboard.uploads import MOST_MEGABYTES
from queries.align import NoSuchAlignment
from queries.align_columns import UnreadableTable

T = TypeVar("T")
_GIVEN, _TEXT, _TURN = "list given", "list pasted", "list turn"
_LISTED = 10
_NOT_SHOWN = "aligned id"
EXAMPLE = "11.0701\n1.0000\n11.701\n52.0201\n01.0309\n11-1011.00\n151132\n29-1141\n443142\n"
_TARGETS = {
    "": "Sub-clusters (industries: clusters)",
    "cluster": "Clusters",
    TODAY: "Nothing: only today’s codes",
    "soc": "Occupations, by NCES (of programs)",
    "cip": "Programs, by NCES (of occupations)",
}


@dataclass(frozen=True, slots=True)
class _Given:
    """A list as it came: the name of its file, its bytes; or a text that was pasted."""

    name: str
    data: bytes
    text: str = ""


def a_list() -> None:
    """The part of the page for a list of the reader's own."""
    st.markdown(
        "Paste codes, or choose a file: programs, occupations or industries, of today or of an earlier edition, "
        "with or without their zeros. You see how each was read, and get the list back with its clusters."
    )
    _ask()
    given = st.session_state.get(_GIVEN)
    if given is None:
        return
    try:
        _show(given)
    except UnreadableTable as error:
        st.error(plain(f"{given.name}: {error}"))
    except NoSuchAlignment as error:
        st.error(plain(f"{error}."))


def _ask() -> None:
    with st.form("list", enter_to_submit=False):
        beside, other = st.columns(2, gap="large")
        with beside:
            st.session_state.setdefault(_TEXT, getattr(st.session_state.get(_GIVEN), "text", ""))
            text = st.text_area(
                "Paste codes, one a line, or rows of a spreadsheet",
                key=_TEXT,
                height=170,
                placeholder="11.0701\n…",
            )
        with other:
            file = st.file_uploader(
                f"Or choose a file: CSV or XLSX, up to {MOST_MEGABYTES} MB and {MOST_ROWS:,} rows",
                type=["csv", "tsv", "txt", "xlsx", "xlsm", "xls"],
                max_upload_size=MOST_MEGABYTES,
                key=f"list file {st.session_state.setdefault(_TURN, 0)}",
            )
        with st.container(horizontal=True):
            sent = st.form_submit_button("Align the list", type="primary")
            st.form_submit_button("Try an example", on_click=_give_example)
            st.form_submit_button("Forget the list", on_click=_forget)
    st.caption(
        "Nothing of your list is kept, and nothing of it leaves this session: close the page, and it is gone."
    )
    if not sent:
        return
    if file is None and not text.strip():
        st.session_state.pop(_GIVEN, None)
        st.warning("There is nothing yet: paste some codes or choose a file, or try the example.")
        return
    if file and text.strip():
        st.info("There are a text and a file, and the file was read. Remove it to have the text read.")
    given = _Given(file.name, file.getvalue()) if file else _Given("What you pasted", b"", text)
    st.session_state[_GIVEN] = given


def _give_example() -> None:
    st.session_state[_TEXT] = EXAMPLE
    st.session_state[_GIVEN] = _Given("The example", b"", EXAMPLE)


def _forget() -> None:
    for name in (_GIVEN, "list read", "list sheet", "list aligned"):
        st.session_state.pop(name, None)
    st.session_state[_TEXT] = ""
    st.session_state[_TURN] += 1


def _show(given: _Given) -> None:
    st.subheader("How it was read")
    read_from = _table(given)
    column, wanted = _wanted(read_from)
    found = _kept(
        "list aligned",
        (given, read_from.sheet, column, wanted),
        lambda: align(source(read_from, column), opened().resolver, wanted),
    )
    _say(found, read_from, given)
    table(found.codes, "codes-as-read", about="Titles lead to the pages of today’s codes")
    st.subheader("The aligned list")
    st.dataframe(
        pd.DataFrame(found.lines, columns=found.columns),
        hide_index=True,
        column_order=[name for name in found.columns if name != _NOT_SHOWN],
        key="aligned",
        alt="The aligned list",
    )
    _download(found, read_from, column, wanted, given)


def _kept(name: str, key: object, make: Callable[[], T]) -> T:
    """What was made of the same before in this session, else what is made now."""
    held = st.session_state.get(name)
    if held is None or held[0] != key:
        with st.spinner("Reading your list …"):
            held = st.session_state[name] = (key, make())
    made: T = held[1]
    return made


def _table(given: _Given) -> Table:
    """The list; of a workbook the sheet that the reader has chosen."""
    if given.text:
        return _kept("list read", given, lambda: pasted(given.text))
    whole = _kept("list read", given, lambda: read(given.data))
    if len(whole.sheets) < 2:
        return whole
    sheet = st.selectbox("Which sheet?", whole.sheets)
    return _kept("list sheet", (given, sheet), lambda: read(given.data, sheet))


def _wanted(read_from: Table) -> tuple[int, Wanted]:
    """The column of codes, and how to align: as found out, unless the reader says otherwise."""
    guess = column_of_codes(read_from, opened().resolver)
    names = column_names(read_from, guess)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        column = guess
        if len(names) > 1:
            column = st.selectbox(
                "Column of codes", range(len(names)), index=guess, format_func=names.__getitem__, width=220
            )
        system = st.selectbox(
            "Which codes?",
            ("", *SYSTEMS),
            format_func=lambda name: SYSTEMS[name].title if name else "Find out",
            width=220,
        )
        to = st.selectbox("Align to", _TARGETS, format_func=_TARGETS.__getitem__, width=300)
        mend = st.toggle("Put lost zeros back", value=True)
        joined = st.toggle(
            "One row for each code", help="Several clusters of a code stand in one cell, parted by |"
        )
    return column, Wanted(system, to, joined, mend)


def _say(found: Aligned, read_from: Table, given: _Given) -> None:
    """In words: how many codes, read as what, what became of them."""
    systems = ", ".join(f"{number:,} as {system}" for system, number in found.systems.items())
    number = len({row["asGiven"] for row in found.codes})
    st.markdown(
        f"**{plain(given.name)}**: {counted(number, 'different code')} in {counted(found.rows_read, 'row')}"
        f"{f', read {systems}' if systems else ''}. Of these:"
    )
    lines = [f"- **{found.counts[became]:,}** {became}" for became in Became if found.counts.get(became)]
    if found.unaligned:
        lines.append(f"- **{found.unaligned:,}** known, but nothing published aligns them")
    if found.empty:
        lines.append(f"- {counted(found.empty, 'row')} without a code")
    st.markdown("\n".join(lines))
    if found.doubtful:
        st.info(
            f"{counted(found.doubtful, 'code')} may be of another system as well. If they were read wrongly, say "
            "above which codes they are."
        )
    _say_unknown(found)
    for note in read_from.notes:
        st.caption(plain(note))


def _say_unknown(found: Aligned) -> None:
    unknown = [row for row in found.codes if not row["id"]]
    if unknown:
        st.markdown("Look at these:")
        st.markdown(
            "\n".join(f"- **{plain(row['asGiven'])}**: {plain(row['remark'])}" for row in unknown[:_LISTED])
        )


def _download(found: Aligned, read_from: Table, column: int, wanted: Wanted, given: _Given) -> None:
    few = f"The first {SHOWN:,} of {found.rows_written:,} rows. " if found.rows_written > len(found.lines) else ""
    st.caption(
        f"{few}The workbook has all rows, codes as text, and beside them a report of every code and the sources. "
        "What is published is in it, nothing derived."
    )
    resolver, about = opened().resolver, opened().about
    st.download_button(
        "Download the aligned list as XLSX",
        data=lambda: workbook(source(read_from, column), resolver, wanted, about),
        file_name=f"{PurePath(given.name).stem if given.data else 'codes'}-aligned.xlsx",
        mime=XLSX,
        type="primary",
        on_click="ignore",
    )
