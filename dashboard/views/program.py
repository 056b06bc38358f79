"""Program: its clusters, the occupations it leads to, similar programs, and what replaced a retired one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import programs as told
from dashboard.data import ask, ids, opened, thing
from dashboard.figures.numbers import counted
from dashboard.figures.scatter import scatter
from dashboard.looks import look
from dashboard.occupations import sub_clusters
from dashboard.parts.charts import chart
from dashboard.parts.finding import chosen_or_called
from dashboard.parts.foot import official_pages, other_forms
from dashboard.parts.links import go, link, page_link, title_of
from dashboard.parts.sayings import theme
from dashboard.parts.sections import sections
from dashboard.parts.statements import statements
from dashboard.parts.tables import table
from dashboard.parts.text import plain
from ontology.nodes import InstructionalProgram, Occupation
from queries.similar_programs import similar_programs
from queries.told.status import status
from queries.told.words import words

WORTH_DRAWING = 4
SUB_CLUSTERS = {"cluster": "clusterId", "subCluster": "subClusterId"}


def heading(program: InstructionalProgram) -> None:
    """Its name and kind, the family and series that it is in."""
    st.header(title_of(program.id))
    st.caption(plain(words()["kinds"][program.kind]))
    with st.container(horizontal=True):
        for group in reversed(ask("broader-codes-of-a-program", program=program.id)):
            link(ids("Program")[group["code"]], f"{group['level'].capitalize()} {group['code']} {group['title']}")


def former(program: InstructionalProgram) -> bool:
    """Says that it is no longer, or not yet, a program, and what replaced it; whether that is so."""
    found = status(opened().statements, program)
    if found:
        st.warning(plain(found.words) + (" It is reported now as:" if found.stated else " Nothing replaces it."))
        for name in found.stated:
            link(name.id, key="successor")
    elif program.reserved:
        st.warning("A code that NCES has reserved: it names no program yet.")
    return found is not None or program.reserved


def clusters(program: InstructionalProgram) -> None:
    """The sub-clusters that the crosswalk has it in, and in how many clusters it really is."""
    st.subheader("Clusters and sub-clusters")
    _interdisciplinary(program)
    rows = sub_clusters(ask("sub-clusters-of-a-program", program=program.id))
    table(rows, "sub-clusters", origin="published", opens=SUB_CLUSTERS)


def _interdisciplinary(program: InstructionalProgram) -> None:
    found = told.breadth(program.id)
    if not found:
        st.info("The crosswalk has it in no sub-cluster.")
        return
    flag = {
        True: "flags it as interdisciplinary",
        False: "does not flag it as interdisciplinary",
        None: "is silent",
    }
    without = len(found.without_teaching)
    st.markdown(
        f"It is in {counted(len(found.clusters), 'cluster')}; without the rows of postsecondary teachers in "
        f"{without or 'none'}. The workbook {flag[found.published]}."
    )
    page_link("interdisciplinary", "How much of “interdisciplinary” is teaching")


def occupations(program: InstructionalProgram) -> None:
    """The occupations that NCES names, with figures; then those of the crosswalk in each sub-cluster."""
    st.subheader("Occupations that it prepares for, as NCES has them")
    rows = told.occupation_rows(ask("occupations-that-a-program-prepares-for", program=program.id))
    found = [node for row in rows if isinstance(node := opened().graph.nodes[row["id"]], Occupation)]
    if len(found) >= WORTH_DRAWING:
        picked = chart(scatter(found, look(theme())), "growth-and-wage", origin="published")
        if isinstance(picked, str):
            go(picked)
    table(rows, "occupations-by-nces", origin="published")
    st.subheader("Occupations in each sub-cluster, as the crosswalk has them")
    aligned = told.crosswalk_rows(opened().graph, thing(program.id).alignments)
    table(aligned, "occupations", origin="published", opens={"subCluster": "subClusterId", "title": "id"})


def similar(program: InstructionalProgram) -> None:
    """Programs that lead to the same occupations."""
    st.subheader("Similar programs")
    st.markdown(
        "They prepare for the same occupations, and stand in the same sub-clusters. What they teach, at which "
        "level and for how long, is not compared."
    )
    rows = told.similar_rows(opened().graph, similar_programs(opened().graph, program.id))
    table(rows, "similar-programs", origin="derived")


def page(program: InstructionalProgram) -> None:
    """All of a program."""
    heading(program)
    if not former(program):
        sections(
            {
                "Clusters": partial(clusters, program),
                "Occupations": partial(occupations, program),
                "Similar programs": partial(similar, program),
            },
            program.id,
        )
    official_pages(program)
    statements(program.id)
    other_forms(program.id)


def main() -> None:
    """The page."""
    st.title("Program")
    st.markdown("Where a program stands in the framework, which occupations it leads to, and what is like it.")
    program = chosen_or_called(
        "Which program?",
        told.programs(opened().graph),
        other="Or by other words, or a code that has lost its zeros",
        example="welding, 1.0101, 11.0701",
    )
    if isinstance(program, InstructionalProgram):
        page(program)
        return
    st.subheader("Programs of the crosswalk")
    table(told.listed(opened().graph), "programs", origin="published")


main()
