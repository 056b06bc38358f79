"""Why two things are linked: paths from the one to the other, and who states each step."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import streamlit as st

from dashboard.data import opened
from dashboard.exploring import State, with_open
from dashboard.parts.links import title_of
from dashboard.parts.sayings import origin_of, tag
from dashboard.parts.steps import named, show
from dashboard.parts.tables import table
from dashboard.parts.text import plain, shortened
from dashboard.paths import Told, paths
from dashboard.picture import picture

_LONGEST = 300


def why(now: State) -> None:
    """Lets the reader name another thing, and tells the paths to it."""
    st.subheader("Why are two things linked?")
    _far_end(now)
    to = named(now.to, lambda one: show(replace(now, to=one))) if now.to else ""
    if not to or to == now.chosen:
        return
    found = _paths(opened().about.build, now.chosen, to)
    if not found:
        st.info("Nothing links them: no statement, no row of the crosswalk, no route of up to five steps.")
        return
    for number, told in enumerate(found, 1):
        _path(now, number, told)
    rows = [{"path": number, **row} for number, told in enumerate(found, 1) for row in told.rows]
    table(rows, "paths", opens={"from": "from id", "to": "to id"})


def _far_end(now: State) -> None:
    nodes, key = opened().graph.nodes, f"to {now.chosen} {now.to}"
    drawn = picture(opened().statements, now.first, now.openings).nodes
    others = sorted((one for one in drawn if one not in (now.chosen, now.to)), key=title_of)
    st.selectbox(
        f"From {title_of(now.chosen)} to",
        [now.to, *others] if now.to else others,
        index=0 if now.to else None,
        format_func=lambda one: title_of(one) if one in nodes else shortened(one),
        accept_new_options=True,
        placeholder="Choose a thing of the picture, or type any title or code",
        key=key,
        on_change=lambda: show(replace(now, to=(st.session_state[key] or "")[:_LONGEST])),
    )


@lru_cache(maxsize=100)
def _paths(build: str, a: str, b: str) -> list[Told]:  # noqa: ARG001 - a part of the cache's key
    with st.spinner("Looking for paths …"):
        return paths(opened().explainer.explain(a, b))


def _path(now: State, number: int, told: Told) -> None:
    """A path in a line, with what it is worth, and a way to draw it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{number}\\. {plain(told.title)} {tag(origin_of(told.derived))} {told.sure}", width="content")
        st.button(
            "Draw it",
            key=f"draw {number}",
            type="tertiary",
            on_click=lambda: show(replace(now, openings=with_open(now.openings, told.openings))),
        )
