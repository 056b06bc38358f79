"""Occupation: its figures, clusters, programs, industries, and where one may go from it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import occupations as told
from dashboard.coverage import Row
from dashboard.data import ask, opened, thing
from dashboard.figures.bars import bars
from dashboard.figures.numbers import counted
from dashboard.figures.stones import stones
from dashboard.looks import look
from dashboard.parts.charts import chart
from dashboard.parts.finding import chosen_or_called
from dashboard.parts.foot import official_pages, other_forms
from dashboard.parts.links import go, link, page_link, title_of
from dashboard.parts.sayings import NATIONAL, tag, theme
from dashboard.parts.sections import sections
from dashboard.parts.statements import statements
from dashboard.parts.tables import table
from dashboard.parts.text import plain
from ontology.nodes import DetailedOccupation, Occupation
from ontology.records import meanings
from ontology.relationships import EmployedIn
from queries.told.words import words

BARS, STONES, ALL = 12, 8, 10_000
SUB_CLUSTERS = {"cluster": "clusterId", "subCluster": "subClusterId"}


def heading(occupation: Occupation) -> None:
    """Its name and kind, and whose figures stand for it."""
    st.header(title_of(occupation.id))
    st.caption(plain(words()["kinds"][occupation.kind]))
    source, parts = told.counted(opened().graph, occupation), told.made_of(opened().graph, occupation)
    if source.id != occupation.id:
        st.info("BLS does not count it by itself: the figures here are of the wider occupation that it is in.")
        link(source.id, key="counted as")
    if parts:
        with st.expander(f"It stands for {counted(len(parts), 'detailed occupation')}", expanded=len(parts) < 4):
            for part in parts:
                link(part, key="part")


def key_figures(source: Occupation) -> None:
    """What most people ask for first."""
    with st.container(horizontal=True, gap="medium"):
        for label, value in told.key_figures(source).items():
            st.metric(label, value, width="content")
    said = (f"{NATIONAL} (BLS).", told.preparation(source), source.figures_note_2025 or "")
    st.markdown(plain(" ".join(filter(None, said))))


def figures(source: Occupation) -> None:
    """Every figure, with its time and source."""
    table(told.figure_rows(thing(source.id).node), "figures", origin="published", about=NATIONAL)


def clusters(occupation: Occupation) -> None:
    """Where the crosswalk has it, and where the report's own rule would put it."""
    st.subheader("Clusters and sub-clusters")
    rows = told.sub_clusters(ask("sub-clusters-of-an-occupation", occupation=occupation.id))
    if rows:
        table(rows, "sub-clusters", origin="published", opens=SUB_CLUSTERS)
    else:
        st.info("The crosswalk has it in no sub-cluster by its own code.")
    st.subheader("Where the report's own rule would put it")
    st.markdown("The rule: the cluster whose largest industry sector has most of its jobs. We ran it again.")
    by_rule = told.by_the_rule(ask("where-the-rule-puts-an-occupation", occupation=occupation.id))
    if not by_rule:
        st.info("No jobs by industry are known of it, so that the rule puts it nowhere.")
        return
    table(by_rule, "by-the-rule", origin="derived", opens={"cluster": "clusterId"})


def programs(occupation: Occupation) -> None:
    """Programs in each sub-cluster, as the crosswalk has them; then all that NCES names."""
    aligned = told.crosswalk_programs(
        ask("programs-for-an-occupation-in-each-sub-cluster", occupation=occupation.id)
    )
    st.subheader("Programs in each sub-cluster")
    st.markdown("Each line is a row of the crosswalk: a sub-cluster, this occupation and a program together.")
    table(_of_a_sub_cluster(aligned), "programs", origin="published", opens=SUB_CLUSTERS | {"title": "id"})
    st.subheader("Programs that prepare for it, as NCES has them")
    named = told.nces_programs(ask("programs-for-an-occupation", occupation=occupation.id), aligned)
    lacking = sum(row["inCrosswalk"] == "no" for row in named)
    if named:
        st.markdown(
            f"NCES names {counted(len(named), 'program')}; the crosswalk's rows of the occupation lack {lacking}."
        )
    table(named, "programs-by-nces", origin="published")


def _of_a_sub_cluster(aligned: list[Row]) -> list[Row]:
    titles = list(dict.fromkeys(row["subCluster"] for row in aligned))
    if len(titles) < 2:
        return aligned
    picked = st.pills("Sub-cluster", titles, help="None chosen: all of them")
    return [row for row in aligned if picked in (None, row["subCluster"])]


def industries(source: Occupation) -> None:
    """In which 3-digit industries people of the occupation work, government apart."""
    found = told.industries(
        ask("industries-of-an-occupation", occupation=source.id, limit=ALL),
        ask("withheld-figures-of-an-occupation", occupation=source.id),
    )
    if not found.rows:
        st.info("BLS gives no jobs by industry for it; it may for the occupations in it or around it.")
        return
    _government(source)
    st.subheader("Industries with most of its jobs")
    if found.bars:
        picked = chart(
            bars(found.bars[:BARS], meanings(EmployedIn)["jobs"], look(theme())), "most-jobs", origin="published"
        )
        if isinstance(picked, str):
            go(picked)
    st.markdown(_covered(source, found))
    table(found.rows, "industries", origin="published", about="May 2025")


def _covered(source: Occupation, found: told.Industries) -> str:
    named = counted(len(found.rows) - found.withheld, "line has", "lines have")
    total = source.employment_2025
    of_all = f" of its {total:,} jobs ({found.jobs / total:.2%})" if total else " jobs"
    hidden = f" BLS withholds the jobs of {found.withheld} more." if found.withheld else ""
    return f"Of the table below, government included, {named} {found.jobs:,}{of_all}.{hidden}"


def _government(source: Occupation) -> None:
    for row in ask("government-jobs-of-an-occupation", occupation=source.id):
        jobs = "withheld" if row["governmentJobs"] is None else f"{row['governmentJobs']:,} jobs"
        share = f" ({row['share']:.1%} of all)" if row["share"] is not None else ""
        wage = f", median wage ${row['governmentMedianWage']:,} a year" if row["governmentMedianWage"] else ""
        st.markdown(
            "**In government**, apart from public schools, hospitals and the postal service: "
            f"{plain(jobs + share + wage)} (national, May 2025)."
        )


def onward(occupation: Occupation) -> None:
    """Stepping stones to better paid occupations, and the related ones of O*NET."""
    st.subheader(f"Stepping stones {tag('derived')}")
    found = told.stepping_stones(occupation, STONES)
    if found:
        st.markdown(
            "Similar occupations that pay more and ask for at most three years more of study. A diamond shares no "
            "cluster with this one. How similar two are is our measure; wages and levels are published."
        )
        picked = chart(stones(occupation, found, look(theme())), "stepping-stones", origin="derived")
        if isinstance(picked, str) and picked != occupation.id:
            go(picked)
    else:
        st.info("None is known: nothing similar pays more within reach, or its own wage or level is not stated.")
    st.subheader("Related occupations, as O*NET has them")
    if isinstance(occupation, DetailedOccupation):
        table(told.related(ask("related-occupations", occupation=occupation.id)), "related", origin="published")
    else:
        st.info("O*NET names related ones of detailed occupations only.")


def names(occupation: Occupation) -> None:
    """Job titles that lead here."""
    found = told.other_names(thing(occupation.id).node)
    if not found:
        st.info("No job titles are listed for it.")
    for whose, titles in found.items():
        with st.expander(f"{plain(whose)}: {len(titles)}", expanded=len(titles) < 20):
            st.markdown(plain(" · ".join(titles)))


def page(occupation: Occupation) -> None:
    """All of an occupation."""
    heading(occupation)
    source = told.counted(opened().graph, occupation)
    key_figures(source)
    page_link("compare", "Compare it with another occupation", ids=occupation.id)
    sections(
        {
            "Clusters": partial(clusters, occupation),
            "Programs": partial(programs, occupation),
            "Industries": partial(industries, source),
            "Where it leads": partial(onward, occupation),
            "All figures": partial(figures, source),
            "Job titles": partial(names, occupation),
        },
        occupation.id,
    )
    official_pages(occupation)
    statements(occupation.id)
    other_forms(occupation.id)


def main() -> None:
    """The page."""
    st.title("Occupation")
    st.markdown(
        "What an occupation pays, where people work in it, which programs lead to it, where one may go from it."
    )
    occupation = chosen_or_called(
        "Which occupation?",
        told.occupations(opened().graph),
        other="Or by any job title",
        example="nurse, web designer, truck driver",
    )
    if isinstance(occupation, Occupation):
        page(occupation)
        return
    st.subheader("Occupations with most openings")
    table(told.listed(opened().graph), "occupations", origin="published")


main()
