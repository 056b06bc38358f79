"""Ways from a thing to its page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NoReturn

import streamlit as st

from dashboard.data import node
from dashboard.pages import HOME, href, page_of, pages
from dashboard.parts.text import plain
from queries.told.names import name_of

HERE = "here"
"""Where app.py keeps the name of the page that is shown."""


def title_of(node_id: str) -> str:
    """The code and title of a thing, as a link to it says them. Raises KeyError."""
    name = name_of(node(node_id))
    return f"{name.code} {name.title}".strip()


def link(node_id: str, label: str = "", *, key: str = "") -> None:
    """A link to a thing's page; on the page of its own kind a button, for a link would not change the address.

    Buttons on one page that lead to the same thing need a `key` each. Raises KeyError.
    """
    shown, page = plain(label or title_of(node_id)), page_of(node(node_id).labels)
    if page.name == st.session_state.get(HERE):
        st.button(shown, type="tertiary", key=f"to {node_id} {key}", on_click=_choose, args=(node_id,))
    else:
        st.page_link(page.file, label=shown, query_params={"id": node_id})


def page_link(page: str, label: str, **parameters: str) -> None:
    """A link to a page, with what its address says."""
    st.page_link(pages()[page].file, label=plain(label), query_params=parameters)


def address(node_id: str) -> str:
    """The relative address of a thing's page, for links in HTML. Raises KeyError."""
    return href(page_of(node(node_id).labels).name, id=node_id)


def go(node_id: str) -> NoReturn:
    """Shows a thing's page at once. Raises KeyError."""
    _go(page_of(node(node_id).labels).name, {"id": node_id})


def go_home(**parameters: str) -> NoReturn:
    """Shows the first page at once."""
    _go(HOME, parameters)


_FOLLOW = """\
export default function () {
  const follow = () => {
    const link = document.querySelector(".st-key-follow a");
    if (link) link.click();
    else requestAnimationFrame(follow);
  };
  follow();
}
"""


@cache
def _follower() -> Any:
    return st.components.v2.component("follow", html="<span></span>", js=_FOLLOW)


def _go(page: str, parameters: Mapping[str, str]) -> NoReturn:
    if page == st.session_state.get(HERE):
        st.query_params.from_dict(parameters)
        st.rerun()
    # st.switch_page would first give this page the parameters of the other: an address that Back leads to.
    with st.container(key="follow"):
        page_link(page, "One moment …", **parameters)
    _follower()(key=f"follow {page} {parameters}")
    st.stop()


def _choose(node_id: str) -> None:
    st.query_params.from_dict({"id": node_id})
