"""Tables: to read, to sort, to open a row's page from, to download."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.data import opened
from dashboard.figures.numbers import counted, heading
from dashboard.parts.links import go
from dashboard.parts.sayings import NATIONAL, Origin, tag
from ontology.exports.workbook import write_workbook
from ontology.exports.workbook_parts import Sheet
from ontology.nodes import NODE_KINDS
from ontology.records import Means, meanings
from ontology.vocabulary import RELATIONSHIP_TYPES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WITHHELD = "–"
OPENS = {"title": "id"}
_FORMATS = {"dollars": "$%,d", "percent": "%+.1f%%", "share": "percent", "number": "localized"}
_ROW, _HEAD, _MOST_ROWS = 35, 38, 12
_DOMAIN = r"https?://(?:www\.)?([^/]+)"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is called, how its numbers are written, what else is to know."""

    title: str
    format: str = ""
    help: str = ""


@cache
def _properties() -> Mapping[str, Means]:
    records = (*NODE_KINDS.values(), *RELATIONSHIP_TYPES.values())
    return {name: means for record in records for name, means in meanings(record).items()}


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parents[1] / "columns.toml").read_text(encoding="utf-8"))


def column(name: str) -> Column:
    """The words for a column: of columns.toml, for figures those of the schema, else its name in words."""
    means = _properties().get(name)
    if name in _table():
        row = _table()[name]
        return Column(row["title"], row.get("as", ""), heading(means) if means and means.year else "")
    if means is None or not means.unit:
        return Column(_spelled(name))
    by_unit = {"percent": "percent", "0 to 1": "share"}
    written = "dollars" if means.unit.startswith("dollars") else by_unit.get(means.unit, "number")
    return Column(heading(means), written, means.meaning)


def is_national(name: str) -> bool:
    """Whether a column holds jobs, wages or projections, which are those of the nation."""
    means = _properties().get(name)
    return means is not None and bool(means.year)


def _spelled(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", name)
    return words[:1].upper() + words[1:].lower() if words.isidentifier() or " " in words else words


def table(
    rows: Sequence[Row],
    name: str,
    *,
    origin: Origin = "",
    about: str = "",
    opens: Mapping[str, str] = OPENS,
    worded: bool = True,
) -> None:
    """A table to sort, whose titles open pages, with its download as XLSX.

    Rows are alike. `opens` says which columns are titles to choose, and which others, not shown, hold the ids of
    what they open. `name` is that of the file, and tells the table from others of the page. Below the table stands
    how many rows there are, of which origin, whether figures are national, and `about` them. Where it is not
    `worded`, columns keep their names: they are the reader's own.
    """
    if not rows:
        st.caption("There is nothing to list here.")
        return
    opened_by = {title: held for title, held in opens.items() if title in rows[0] and held in rows[0]}
    shown = [field for field in rows[0] if field not in opened_by.values()]
    st.dataframe(
        pd.DataFrame([[_cell(row[field]) for field in shown] for row in rows], columns=shown),
        hide_index=True,
        height=_HEAD + _ROW * min(len(rows), _MOST_ROWS) + 2,
        column_config={
            field: _configured(field, name, field in opened_by, _is_whole(rows, field), worded=worded)
            for field in shown
        },
        placeholder=WITHHELD,
        key=f"table {name}",
        alt=f"{name}: {counted(len(rows), 'row')}",
    )
    _below(rows, shown, name, origin, about, worded=worded)
    _open(rows, name, opened_by)


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _is_whole(rows: Sequence[Row], field: str) -> bool:
    """Whether a column holds whole numbers, where it holds anything."""
    return {type(row[field]) for row in rows} - {type(None)} == {int}


def _configured(field: str, name: str, to_choose: bool, whole: bool, *, worded: bool) -> Any:
    told = column(field) if worded else Column(field)
    if to_choose:
        return st.column_config.ButtonColumn(
            told.title, type="tertiary", alignment="left", key=f"open {name} {field}", help=told.help or None
        )
    if told.format == "link":
        return st.column_config.LinkColumn(told.title, display_text=_DOMAIN, help=told.help or None)
    if told.format:
        return st.column_config.NumberColumn(told.title, format=_FORMATS[told.format], help=told.help or None)
    if whole:
        return st.column_config.NumberColumn(told.title, format="localized", help=told.help or None)
    return st.column_config.TextColumn(told.title, help=told.help or None)


def _open(rows: Sequence[Row], name: str, opened_by: Mapping[str, str]) -> None:
    """Shows the page of a title that was chosen."""
    for title, held in opened_by.items():
        chosen = st.session_state.get(f"open {name} {title}")
        if chosen and rows[chosen.row][held]:
            go(str(rows[chosen.row][held]))


def _below(
    rows: Sequence[Row], shown: Sequence[str], name: str, origin: Origin, about: str, *, worded: bool
) -> None:
    told = [counted(len(rows), "row"), NATIONAL if worded and any(map(is_national, shown)) else "", about]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":small[{tag(origin)} {' · '.join(part for part in told if part)}]", width="content")
        st.download_button(
            "Download as XLSX",
            data=lambda: xlsx(rows, shown, name, origin, worded=worded),
            file_name=f"{name}.xlsx",
            mime=XLSX,
            key=f"download {name}",
            on_click="ignore",
            type="tertiary",
        )


def xlsx(
    rows: Sequence[Row], shown: Sequence[str], name: str, origin: Origin = "", *, worded: bool = True
) -> bytes:
    """A workbook with the rows and, on a second sheet, the build they come from and how to cite it."""
    about, out = opened().about, io.BytesIO()
    titles = [column(field).title if worded else field for field in shown]
    cells = [tuple(_written(row[field]) for field in shown) for row in rows]
    told = [("Build", about.build), ("Edition", about.edition), ("How to cite", about.citation)]
    widths = [min(60, max(len(title) + 5, 12)) for title in titles]
    if origin:
        told.insert(0, ("Origin", origin))
    sheets = [
        Sheet(name[:31], titles, cells, widths, origin),
        Sheet("About", ("", ""), told, (20, 100), wrapped=True),
    ]
    write_workbook(out, name, sheets)
    return out.getvalue()


def _written(value: Any) -> Any:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else value
