"""Interdisciplinary: what the workbook flags against what is left without teaching; what two clusters share."""

from __future__ import annotations

import streamlit as st

from dashboard.data import ask, ids, node, opened
from dashboard.figures.heat_map import heat_map, shared_occupations, shared_programs
from dashboard.looks import look
from dashboard.parts.charts import chart
from dashboard.parts.choosing import chosen
from dashboard.parts.links import link, page_link
from dashboard.parts.sayings import tag, theme
from dashboard.parts.sections import sections
from dashboard.parts.tables import table
from dashboard.parts.text import plain
from dashboard.shared import pairs, titles
from dashboard.shared import shared_occupations as occupations_of
from dashboard.shared import shared_programs as programs_of
from ontology.nodes import CareerCluster, ProgramFamily

COUNTS = {"programs": shared_programs, "occupations": shared_occupations}


def how_many() -> None:
    """The counts over all, in a sentence and as a table."""
    counts = {row["things"]: row for row in ask("how-many-are-interdisciplinary")}
    programs = counts["programs"]
    st.markdown(
        f"The crosswalk's workbook flags **{programs['flagged']:,} of {programs['number']:,} programs** as "
        "interdisciplinary: in more than one cluster. Many are in a second cluster only because somebody teaches "
        "them, for postsecondary teachers stand in Education. Without those rows "
        f"**{programs['withoutTeachers']:,} programs** are left. Occupations need no such correction."
    )
    table(
        list(counts.values()), "how-many-are-interdisciplinary", about="flagged is published; the rest is counted"
    )


def _what() -> str:
    asked = st.query_params.get("what", "programs")
    default = asked if asked in COUNTS else "programs"
    return str(st.segmented_control("Shared", list(COUNTS), default=default, required=True))


def of_pairs() -> None:
    """The heat map of pairs, and what is behind the pair that is chosen in it or in the boxes."""
    what = _what()
    figure = heat_map(map(COUNTS[what], pairs()), titles(), what, look(theme()))
    picked = chart(figure, f"shared-{what}", origin="derived")
    if isinstance(picked, str) and picked != st.session_state.get("pair"):
        st.session_state["pair"] = picked
        one, other = picked.split()
        st.query_params.from_dict({**st.query_params.to_dict(), "what": what, "one": one, "other": other})
        st.rerun()
    st.subheader("Behind a cell")
    clusters = sorted(opened().graph.of_kind(CareerCluster), key=lambda cluster: cluster.title)
    left, right = st.columns(2)
    with left:
        first = chosen("One cluster", clusters, parameter="one")
    with right:
        second = chosen("Another cluster", clusters, parameter="other")
    if first and second:
        behind(first.id, second.id)
    else:
        st.info(
            "Choose a cell in the figure, or two clusters, to see which programs and occupations are behind it."
        )


def behind(one: str, other: str) -> None:
    """The occupations and programs that two clusters share, each with whether it is more than teaching."""
    if one == other:
        st.info("This is one cluster twice. Choose another beside it.")
        return
    for name, rows in (("Programs", programs_of(one, other)), ("Occupations", occupations_of(one, other))):
        st.markdown(f"**{name} in both** {tag('derived')}")
        if rows:
            table(rows, f"shared-{name.lower()}-behind", origin="derived", about="counted in the crosswalk's rows")
        else:
            st.caption(f"{plain(node(one).title)} and {plain(node(other).title)} share none.")
    with st.container(horizontal=True):
        link(one)
        link(other)
        page_link("compare", "Compare the two", ids=f"{one},{other}")
        page_link(
            "cypher", "The counts in Cypher", question="clusters-interdisciplinary-with-a-cluster", cluster=one
        )


def widest() -> None:
    """The programs and occupations in the most clusters."""
    least = st.slider("In at least so many clusters", 2, 10, 4)
    st.markdown(f"**Programs** {tag('derived')} counted without teaching, beside the workbook's flag")
    rows = ask("interdisciplinary-programs", minimumClusters=least)
    table(
        [{"id": ids("Program")[row["code"]], **row} for row in rows],
        "interdisciplinary-programs",
        origin="derived",
    )
    st.markdown(f"**Occupations** {tag('derived')} counted, beside the workbook's flag")
    rows = ask("interdisciplinary-occupations", minimumClusters=least)
    table(
        [{"id": ids("Occupation")[row["code"]], **row} for row in rows],
        "interdisciplinary-occupations",
        origin="derived",
    )


def only_teachers() -> None:
    """Of a family of the CIP, the programs that are flagged for their teachers alone."""
    family = chosen(
        "A field (family of the CIP)", list(opened().graph.of_kind(ProgramFamily)), parameter="family"
    ) or node("cip/2020/11")
    rows = ask("programs-flagged-only-for-teachers", family=family.id)
    st.markdown(
        f"Programs of **{plain(family.title)}** that the workbook flags, though without the rows of teachers one "
        "cluster is left, or none:"
    )
    table(
        [{"id": ids("Program")[row["code"]], **row} for row in rows], "flagged-only-for-teachers", origin="derived"
    )


def main() -> None:
    """The page."""
    st.title("Interdisciplinary")
    how_many()
    parts = {
        "Pairs of clusters": of_pairs,
        "In the most clusters": widest,
        "Flagged only for teachers": only_teachers,
    }
    sections(parts, "interdisciplinary")


main()
