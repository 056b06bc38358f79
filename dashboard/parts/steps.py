"""How a reader moves in the graph: each step goes into the address, so that Back and a copied link lead there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import streamlit as st

from dashboard.data import opened
from dashboard.exploring import State, moved, with_open
from dashboard.parts.links import title_of
from dashboard.parts.text import plain, shortened
from dashboard.picture import Group, Opening
from queries.explain import meant
from queries.search import Hit
from queries.show import NothingFound, SeveralFound

Choose = Callable[[str], None]
_LONGEST, _MOST = 300, 8


def show(now: State) -> None:
    """Writes where the reader stands into the address."""
    st.query_params.from_dict(now.address())


def go_on(now: State, node_id: str) -> None:
    """Chooses a thing of the picture."""
    show(moved(opened().statements, now, node_id))


def go_along(now: State, picked: tuple[Group, str] | None) -> None:
    """Draws one link, and chooses what it leads to."""
    if picked:
        group, other = picked
        tie = Opening(now.chosen, group.type, group.outgoing, other)
        go_on(replace(now, openings=with_open(now.openings, [tie])), other)


def offer(hits: Iterable[Hit], choose: Choose) -> None:
    """Things to choose among."""
    for hit in hits:
        key = f"offered {choose.__qualname__} {hit.id}"
        st.button(plain(title_of(hit.id)), key=key, type="tertiary", wrap=True, on_click=choose, args=(hit.id,))


def named(asked: str, choose: Choose) -> str:
    """The id of what a text names; empty where it names nothing or several things, which is said with a choice."""
    if asked in opened().graph.nodes:
        return asked
    try:
        return meant(asked[:_LONGEST], opened().index)[0]
    except NothingFound as error:
        hits = error.near[:_MOST]
        st.warning(f"Nothing is called “{plain(shortened(asked))}”.{' Do you mean one of these?' if hits else ''}")
    except SeveralFound as error:
        hits = error.hits[:_MOST]
        st.warning(f"“{plain(shortened(asked))}” names several things. Which do you mean?")
    offer(hits, choose)
    return ""
