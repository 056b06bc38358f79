"""What stands below a thing's page: its other forms, and the build that it comes from."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import streamlit as st

from dashboard.data import opened
from dashboard.parts.links import HERE, page_link
from dashboard.parts.text import plain
from ontology.nodes import Code
from ontology.rdf.links import outward


def other_forms(node_id: str) -> None:
    """Ways from a thing to itself in the graph, in Cypher and in RDF."""
    about, server = opened().about, opened().server
    st.caption("Share this page by its address. The same in other forms:")
    with st.container(horizontal=True):
        if st.session_state.get(HERE) != "explore":
            page_link("explore", "In the graph", id=node_id)
        page_link("cypher", "In Cypher", query=f"MATCH (n {{id: '{node_id}'}})-[r]-(m)\nRETURN n, r, m LIMIT 100")
        if server:
            st.page_link(f"{server}/doc/{quote(node_id)}", label="As linked data")
            st.page_link(f"{server}/doc/{quote(node_id)}.ttl", label="RDF (Turtle)")
    st.caption(f"Its name in RDF: {plain(f'{about.base}id/{node_id}')}")


def official_pages(code: Code) -> None:
    """Ways to what its publishers say of a code, on the web."""
    with st.container(horizontal=True):
        for page in outward(code):
            st.page_link(page, label=f"Its page at {urlsplit(page).hostname}")


def build_line() -> None:
    """Which build all of it comes from."""
    about = opened().about
    st.caption(
        f"Build {plain(about.build)}, made {about.made:%d %B %Y}, edition {plain(about.edition)}. Wages "
        "and jobs are national figures of the United States. Published links are what a source states; derived "
        "ones are ours."
    )
