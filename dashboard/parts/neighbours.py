"""What a thing of the picture is linked to: links by type to open and close, and the neighbours to go on to."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.data import opened
from dashboard.exploring import State, switched
from dashboard.figures.numbers import counted
from dashboard.parts.links import title_of
from dashboard.parts.sayings import origin_of, tag
from dashboard.parts.steps import go_along, go_on, show
from dashboard.parts.text import plain
from dashboard.picture import Group, Opening, Picture, groups

FEW = 6


def neighbours(now: State, drawn: Picture) -> None:
    """All that the chosen thing is linked to, published and derived apart; what is drawn leads on."""
    every = groups(opened().statements, now.chosen)
    if not every:
        st.caption("Nothing is linked to it.")
        return
    _any_of(now, every)
    ties = {(tie.type, tie.start, tie.end) for tie in drawn.ties}
    for derived in (False,) if now.only else (False, True):
        here = [group for group in every if group.derived == derived]
        if here:
            st.markdown(f"**Its links** {tag(origin_of(derived))}")
        for group in here:
            _group(now, group, [one for one in group.ids if group.tie(now.chosen, one) in ties])


def _any_of(now: State, every: Sequence[Group]) -> None:
    pairs = [(group, one) for group in every for one in group.ids]
    key = f"all {now.chosen}"
    st.selectbox(
        f"Go on over any of its {counted(len(pairs), 'link')}",
        pairs,
        index=None,
        format_func=lambda pair: f"{title_of(pair[1])} ({pair[0].heading.lower()})",
        placeholder="Type a few letters, or choose",
        key=key,
        on_change=lambda: go_along(now, st.session_state[key]),
    )


def _group(now: State, group: Group, drawn: Sequence[str]) -> None:
    """A switch that draws a group of links or takes them out, and the first of those that are drawn."""
    opening = Opening(now.chosen, group.type, group.outgoing)
    key = f"open {opening.text}"

    def changed() -> None:
        show(switched(now, [opening], [opening] if st.session_state[key] else []))

    # What the address says goes before what the switch had.
    st.session_state[key] = opening in now.openings
    with st.container(key=f"neighbours {opening.text}", gap=None):
        st.checkbox(f"{plain(group.heading)} ({len(group.ids):,})", key=key, on_change=changed)
        for one in drawn[:FEW]:
            title, key_of_one = plain(title_of(one)), f"on {opening.text} {one}"
            st.button(title, key=key_of_one, type="tertiary", wrap=True, on_click=go_on, args=(now, one))
        if len(drawn) > FEW:
            st.caption(f"and {len(drawn) - FEW:,} more in the picture")
