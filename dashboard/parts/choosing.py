"""Which thing a page is about: from its address, or chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.data import node, opened
from dashboard.pages import page_of
from dashboard.parts.links import HERE, link, title_of
from dashboard.parts.text import plain, shortened
from ontology.nodes import Node
from queries.search import Hit
from queries.show import NothingFound, SeveralFound, resolve


def chosen(
    label: str,
    options: Sequence[Node],
    *,
    parameter: str = "id",
    hint: str = "",
    called: Callable[[str], str] = title_of,
) -> Node | None:
    """The thing that the address names or the reader has chosen among the options; None where there is none yet.

    The address may hold an id or its last part, a code or a title. What it does not know, or what belongs to
    another page, it says.
    `called` names an id in the box, where titles alone do not tell options apart.
    """
    known = [option.id for option in options]
    found = _from_address(parameter, options)
    picked = st.selectbox(
        label,
        known,
        index=known.index(found) if found in known else None,
        format_func=called,
        placeholder=hint or "Type a few letters, or choose",
        # A new key where the address has changed, by Back or by a link; else the box would keep what it had.
        key=f"{parameter} {found}",
    )
    if picked != found and picked is not None:
        st.query_params[parameter] = picked
        st.rerun()
    return node(picked) if picked else None


def _from_address(parameter: str, options: Sequence[Node]) -> str | None:
    asked = st.query_params.get(parameter, "").strip()
    if not asked:
        return None
    known = {option.id for option in options}
    ending = [option for option in known if option.rpartition("/")[2] == asked]
    if asked in known or len(ending) == 1:
        return asked if asked in known else ending[0]
    try:
        found = resolve(asked, opened().index, {option.kind for option in options})
    except NothingFound:
        _say_unknown(asked)
        return None
    except SeveralFound as error:
        st.warning(f"“{plain(shortened(asked))}” names several things. Which do you mean?")
        _offer(error.hits)
        return None
    return found if found in known else None


def _say_unknown(asked: str) -> None:
    """Says that the address names nothing of this page: a thing of another page, or nothing at all."""
    elsewhere = opened().graph.nodes.get(asked)
    if elsewhere and page_of(elsewhere.labels).name != st.session_state.get(HERE):
        st.info("The address names something that has a page of its own:")
        link(elsewhere.id)
        return
    st.warning(f"Nothing here is called “{plain(shortened(asked))}”. Choose below, or search from the first page.")
    _offer(opened().index.suggest(asked[:200])[:5])


def _offer(hits: Sequence[Hit]) -> None:
    if hits:
        st.caption("Perhaps one of these:")
    for hit in hits:
        link(hit.id, key="offered")
