"""Codes: trees of them, one code, a list of people's own brought up to date and aligned."""

from __future__ import annotations

import streamlit as st

from dashboard.codes import SYSTEMS, system_of, tree
from dashboard.data import opened
from dashboard.figures.code_tree import code_tree
from dashboard.looks import look
from dashboard.pages import page_of
from dashboard.parts import trees
from dashboard.parts.charts import chart
from dashboard.parts.choosing import chosen
from dashboard.parts.code_page import code_page
from dashboard.parts.links import link
from dashboard.parts.listing import a_list
from dashboard.parts.sayings import theme
from dashboard.parts.text import plain, shortened
from ontology.nodes import Code, FormerCode

# Parts of the page, by the parameter of the address that each goes by.
PARTS = {"tree": "Trees of codes", "id": "One code", "list": "A list of codes"}
_EXAMPLES = ("naics/2022/51", "soc/2018/29-0000", "cip/2020/11", "soc/2010/15-1131", "naics/2017/443142")


def part() -> str:
    """Which part the address names, and a way to choose another."""
    found = next((name for name in ("id", "list") if name in st.query_params), "tree")
    st.session_state["part of codes"] = found
    st.segmented_control(
        "What would you like to see?",
        PARTS,
        format_func=PARTS.__getitem__,
        key="part of codes",
        required=True,
        on_change=lambda: st.query_params.from_dict({st.session_state["part of codes"]: ""}),
        label_visibility="collapsed",
    )
    return found


def all_trees() -> None:
    """A system as a tree to walk and as a map."""
    system, at = _system()
    st.session_state["system of codes"] = system
    st.segmented_control(
        "Which codes?",
        SYSTEMS,
        format_func=lambda name: SYSTEMS[name].title,
        key="system of codes",
        required=True,
        on_change=lambda: st.query_params.from_dict({"tree": st.session_state["system of codes"]}),
    )
    top, title = tree(opened().graph, system), SYSTEMS[system].title
    walk, seen = st.columns(2, gap="large")
    with seen:
        st.subheader("As a map")
        kind = SYSTEMS[system].kind.__name__
        in_map = chart(code_tree(top, kind, look(theme())), f"tree-{system}", origin="published")
        if isinstance(in_map, str):
            at = in_map
            link(in_map, key="in map")
    with walk:
        st.subheader("As a tree")
        st.caption(
            "Choose a title to see its page, a triangle to see what is in it. With keys: arrows walk and open, "
            "Enter shows the page, typing a code or a title jumps to it."
        )
        trees.tree(top, title, at=at)


def _system() -> tuple[str, str]:
    """The system that the address names, and the code at which its tree is to stand open, if any."""
    asked = st.query_params.get("tree", "").strip()
    if asked in SYSTEMS:
        return asked, ""
    if isinstance(opened().graph.nodes.get(asked), Code | FormerCode):
        return system_of(asked), asked
    if asked:
        st.warning(f"There is no tree of “{plain(shortened(asked))}”. These are there:")
    return "naics", ""


def one_code() -> None:
    """A code's page; of an occupation or a program the link to its own page."""
    graph = opened().graph
    codes = [node for node in graph.nodes.values() if isinstance(node, Code | FormerCode)]
    found = chosen("Which code?", codes, hint="A code or a title: 5415, nursing, 15-1131")
    if found is None:
        st.markdown("Codes of today and of earlier editions. Some to begin with:")
        for example in _EXAMPLES:
            link(example, key="example")
    elif page_of(found.labels).name != "codes":
        st.markdown("This code has a page of its own:")
        link(found.id)
    elif isinstance(found, Code | FormerCode):
        code_page(found)


def main() -> None:
    """The page."""
    st.title("Codes")
    st.markdown(
        "The codes that the framework is aligned to: industries (NAICS), occupations (SOC) and programs (CIP). "
        "Walk them as trees, look one up, or bring a list of your own up to date."
    )
    {"tree": all_trees, "id": one_code, "list": a_list}[part()]()


main()
