"""Which thing a page is about, found by what else it is called."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from dashboard.data import opened
from dashboard.parts.choosing import chosen
from dashboard.parts.links import link
from dashboard.parts.text import plain, shortened
from ontology.nodes import Node

PARAMETER = "called"
MOST, LONGEST = 12, 200


def chosen_or_called(label: str, options: Sequence[Node], *, other: str, example: str) -> Node | None:
    """What `chosen` gives, with a field for any other name beside its box.

    Where nothing is chosen, what the name in the address may mean is listed. Asking anew forgets what was chosen.
    """
    box, field = st.columns(2, vertical_alignment="bottom")
    with box:
        found = chosen(label, options)
    if found and PARAMETER in st.query_params:
        del st.query_params[PARAMETER]
    asked = st.query_params.get(PARAMETER, "").strip()[:LONGEST]
    # A new key where the address has changed, so that the field shows what the address says.
    key = f"{PARAMETER} {asked}"
    field.text_input(other, asked, key=key, placeholder=example, max_chars=LONGEST, on_change=_ask, args=(key,))
    if asked:
        _list(asked, {option.kind for option in options})
    return found


def _ask(key: str) -> None:
    text = st.session_state[key].strip()
    st.query_params.from_dict({PARAMETER: text} if text else {})


def _list(asked: str, kinds: Collection[str]) -> None:
    st.subheader(f"Called “{plain(shortened(asked))}”")
    hits = opened().index.find(asked, kinds=kinds, limit=MOST)
    if not hits:
        st.info("Nothing is called so. Try fewer or other words, or choose from the list.")
    for hit in hits:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            link(hit.id, key=PARAMETER)
            if hit.matched not in (hit.title, hit.code, hit.id):
                st.caption(plain(f"found as “{hit.matched}”"))
