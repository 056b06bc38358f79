"""The sections of a long page, as tabs: only the open one is made, and the address says which it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from ontology.identifiers import slug

PARAMETER = "part"


def sections(parts: Mapping[str, Callable[[], None]], about: str) -> None:
    """Title → what shows it. `about` tells the sections of one thing from those of another."""
    by_slug, key = {slug(title): title for title in parts}, f"sections of {about}"
    # The address leads: so does Back.
    st.session_state[key] = by_slug.get(st.query_params.get(PARAMETER, ""), next(iter(parts)))
    tabs = st.tabs(list(parts), key=key, on_change=_name, args=(key,))
    for tab, show in zip(tabs, parts.values(), strict=True):
        if tab.open:
            with tab:
                show()


def _name(key: str) -> None:
    st.query_params[PARAMETER] = slug(st.session_state[key])
