"""Figures on a page: the picture, what it shows in a sentence, and the same as a table."""

from __future__ import annotations

import streamlit as st

from dashboard.figures.figure import Figure, Link, clicked
from dashboard.parts.sayings import Origin
from dashboard.parts.tables import table


def chart(figure: Figure, name: str, *, origin: Origin = "") -> str | Link | None:
    """Shows a figure with its twin in words; gives what was chosen in it last: an id, a link, or None."""
    event = st.echarts_chart(
        figure.option, height=figure.height, alt=figure.told, key=f"chart {name}", on_select="rerun", theme=None
    )
    st.caption(figure.told)
    with st.expander("The same as a table"):
        table(figure.rows, name, origin=origin)
    return clicked(figure.option, event)
