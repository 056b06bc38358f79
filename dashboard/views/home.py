"""Home: the wheel, the ways in by task, what a search finds, what is in the graph."""

from __future__ import annotations

import streamlit as st

from dashboard.contents import counts, sources
from dashboard.data import find, opened
from dashboard.figures.wheel import wheel
from dashboard.looks import look
from dashboard.parts.drawings import drawing
from dashboard.parts.links import link, page_link
from dashboard.parts.tables import table
from dashboard.parts.text import plain, shortened
from ontology.nodes import CareerCluster
from queries.told.words import words

MOST = 20


def ways_in() -> None:
    """What people come with, and the page for it."""
    st.subheader("What do you have?")
    page_link("then-and-now", "A pathway or cluster of the old framework: what became of it?")
    page_link("program", "A program, or its CIP code: in which clusters is it, and what does it lead to?")
    page_link("occupation", "An occupation, a job title or a SOC code: its figures, its programs, its clusters")
    page_link("codes", "A list of codes, old or new: bring it up to date and align it", list="")
    page_link("cluster", "Just curious: begin with a cluster")


def results(text: str) -> None:
    """What a search has found, each with its kind and what matched."""
    st.subheader(f"Found for “{plain(shortened(text))}”")
    hits = find(text[:200], MOST)
    if not hits:
        st.info(
            "Nothing. Try fewer or other words, a code such as 11-1011 (occupation), 11.0701 (program) or 522 "
            "(industry), or the name of an old pathway."
        )
    for hit in hits:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            link(hit.id, key="found")
            also = f" · found as “{hit.matched}”" if hit.matched not in (hit.title, hit.code, hit.id) else ""
            st.caption(plain(f"{words()['kinds'][hit.kind]}{' · retired' if hit.retired else ''}{also}"))


def contents() -> None:
    """What is in the graph, from whom, and under which rights."""
    st.subheader("What is in the graph")
    told = counts(opened().graph)
    with st.container(horizontal=True, gap="large"):
        for name, number in told.items():
            st.metric(name, f"{number:,}", width="content")
    st.markdown("Each link says who states it. These are the sources, their releases and rights:")
    table(sources(opened().graph), "sources", opens={"source": "id"})


def main() -> None:
    """The page."""
    st.title("The National Career Clusters Framework, as a graph")
    asked = st.query_params.get("q", "").strip()
    if asked:
        results(asked)
        return
    beside, ways = st.columns([5, 6], gap="large", vertical_alignment="center")
    clusters = sorted(opened().graph.of_kind(CareerCluster), key=lambda cluster: cluster.title)
    with beside:
        drawing(wheel(clusters, look("light")), "wheel", width=520)
    with ways:
        st.markdown(
            "Since October 2024 there are **14 career clusters** with **72 sub-clusters**, in place of 16 "
            "clusters and 79 pathways. Choose a cluster in the wheel, or begin with what you have."
        )
        ways_in()
    contents()


main()
