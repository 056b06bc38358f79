"""Sub-cluster: its occupations, programs, industries, the pathways it came from; what it is where it has none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import clusters, coverage, sub_clusters, succession
from dashboard.data import ask, ids, opened, thing
from dashboard.figures.bars import Bar, bars
from dashboard.figures.numbers import counted
from dashboard.looks import look
from dashboard.parts.charts import chart
from dashboard.parts.choosing import chosen
from dashboard.parts.facts import facts
from dashboard.parts.foot import other_forms
from dashboard.parts.links import go, link, page_link, title_of
from dashboard.parts.sayings import tag, theme
from dashboard.parts.sections import sections
from dashboard.parts.statements import statements
from dashboard.parts.tables import table
from dashboard.parts.text import plain
from ontology.derived import ConcentratedIn
from ontology.nodes import CareerCluster, SubCluster
from ontology.records import meanings

COLUMNS = 3


def the_seventy_two(found: list[SubCluster]) -> None:
    """All sub-clusters by cluster, to choose from; and with what is in them, as a table."""
    st.markdown(
        f"What is in a sub-cluster: occupations, programs, industries. Choose one of the {len(found)}, by cluster:"
    )
    every = sorted(opened().graph.of_kind(CareerCluster), key=lambda cluster: cluster.title)
    for side, some in zip(st.columns(COLUMNS, gap="large"), _shared_out(every), strict=True):
        with side:
            for cluster in some:
                _of(cluster)
    with st.expander("The same as a table, with jobs"):
        rows = ask("sub-clusters-by-jobs", minimumJobs=0)
        told = clusters.with_ids(rows, "subCluster", clusters.ids_by_title(opened().graph, SubCluster))
        about = "An occupation of several counts whole in each: do not add up. Without occupations: not listed"
        table(told, "sub-clusters", origin="published", about=about, opens={"subCluster": "subClusterId"})


def _shared_out(every: list[CareerCluster]) -> list[list[CareerCluster]]:
    """So many columns, to read downwards."""
    most = -(-len(every) // COLUMNS)
    return [every[most * number : most * (number + 1)] for number in range(COLUMNS)]


def _of(cluster: CareerCluster) -> None:
    with st.container(gap=None):
        st.markdown(f"**{plain(cluster.title)}**")
        for part in clusters.sub_clusters(opened().statements, cluster.id):
            link(part.id)


def top(found: SubCluster) -> None:
    """What comes first: which cluster it is of, what else it is called, how much is in it."""
    st.header(found.title)
    above = succession.cluster_of(opened().statements, found.id)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("A sub-cluster of", width="content")
        link(above.id)
        st.button("All sub-clusters", type="tertiary", on_click=st.query_params.clear)
    told = coverage.facts(opened().statements, [found.id])
    if found.alt_titles:
        st.caption(plain(f"Also called {'; '.join(found.alt_titles)}. {found.note if told.numbers else ''}"))
    facts(told.numbers, told.note)


def slug(found: SubCluster) -> str:
    """What the tables of a sub-cluster are called after."""
    return found.id.rpartition("/")[2]


def occupations(found: SubCluster) -> None:
    """The occupations that the crosswalk aligns to it, with figures and official pages."""
    held = coverage.covered(opened().statements, [found.id])
    rows = coverage.of_a_sub_cluster(opened().statements, held)
    table(rows, f"{slug(found)}-occupations", origin="published")


def programs(found: SubCluster) -> None:
    """Rows of the crosswalk: which program goes with which occupation, in this sub-cluster."""
    alignments = thing(found.id).alignments
    of_one = list(dict.fromkeys(row.occupation.id for row in alignments))
    st.markdown(
        "Each row of the crosswalk joins an occupation and a program within a sub-cluster. In another sub-cluster "
        "the same occupation may have other programs."
    )
    picked = st.selectbox(
        "For which occupation?",
        of_one,
        index=None,
        format_func=title_of,
        placeholder="All of them",
        key=f"programs of {found.id}",
    )
    rows = sub_clusters.program_rows(opened().statements, alignments, picked or "")
    opens = {"occupation": "occupationId", "program": "programId"}
    table(rows, f"{slug(found)}-programs", origin="published", opens=opens)


def industries(found: SubCluster) -> None:
    """Where its jobs stand out: derived, with shares and with what is missing."""
    st.markdown(
        "No publisher says which 3-digit industries a sub-cluster has. These are industries where the jobs of its "
        f"occupations stand out {tag('derived')}. An occupation's jobs are split over all its sub-clusters."
    )
    for finding in clusters.findings(opened().statements, found.id):
        st.info(f"{plain(finding.reason)}.")
    more = st.toggle(
        "Also weak evidence: what the method finds and does not stand by", key=f"weak industries of {found.id}"
    )
    answer = ask("industries-of-a-sub-cluster", subCluster=found.id, alsoReported=more)
    rows = sub_clusters.industry_rows(opened().statements, answer, ids("Industry"))
    if rows:
        _drawn(found, rows)
    table(rows, f"{slug(found)}-industries", origin="derived")
    _missing(found, rows)


def _drawn(found: SubCluster, rows: list[coverage.Row]) -> None:
    means = meanings(ConcentratedIn)["share"]
    items = [Bar(row["id"], row["title"], row["share"], row["code"]) for row in rows]
    picked = chart(bars(items, means, look(theme()), derived=True), f"{slug(found)}-shares", origin="derived")
    if isinstance(picked, str):
        go(picked)


def _missing(found: SubCluster, rows: list[coverage.Row]) -> None:
    told = sub_clusters.missing(ask("jobs-missing-from-the-industries", subCluster=found.id))
    if rows:
        st.caption(sub_clusters.share_told(rows))
    if told.jobs:
        st.caption(
            f"What is missing: {told.missing:,} of {told.jobs:,} jobs of its occupations (national, May 2025, "
            f"each whole) are counted in no industry. BLS withholds {counted(told.withheld, 'figure')} or does "
            "not list the industry. The self-employed and the military are in none of these figures."
        )


def before(found: SubCluster) -> None:
    """The pathways it came from: by the report, and likely, apart."""
    told = succession.account(opened().statements, found.id)
    if told.said:
        st.subheader("As the report says")
        rows = succession.said_rows(told.said)
        table(rows, f"{slug(found)}-succeeded", origin="published", opens=succession.OPENS)
    st.subheader("Likely, by what they share")
    rows = succession.likely_rows(opened().statements, told.likely)
    if rows:
        table(rows, f"{slug(found)}-likely-succeeded", origin="derived", opens=succession.OPENS)
    else:
        st.info("No pathway of 2002 shares enough with it for a method to stand by: it may well be new.")
    if told.weak:
        with st.expander(f"Found, and too weak to stand by: {len(told.weak)}"):
            rows = succession.likely_rows(opened().statements, told.weak)
            table(rows, f"{slug(found)}-weak", origin="derived", opens=succession.OPENS)
    above = succession.cluster_of(opened().statements, found.id)
    page_link("then-and-now", f"The same as a diagram, for all of {above.title}", id=above.id)


def applications(found: SubCluster) -> None:
    """Where it is applied, as the report has it."""
    uses = [row for row in ask("uses-of-unmanned-vehicles") if row["subCluster"] == found.title]
    st.markdown(
        f"The report names clusters in which it is applied, how, and what one works as {tag('published')}."
    )
    rows = sub_clusters.use_rows(uses, clusters.ids_by_title(opened().graph, CareerCluster))
    for row in rows:
        with st.container(gap=None):
            link(row["clusterId"])
            st.markdown(plain(f"{'; '.join(row['applications'])}. Sample job title: {row['sampleJobTitle']}."))
    with st.expander("The same as a table"):
        table(rows, f"{slug(found)}-applications", origin="published", opens={"cluster": "clusterId"})


def sources(found: SubCluster) -> None:
    """Who publishes what is said of it."""
    st.markdown(
        "No page of a publisher on this sub-cluster alone is known here. What is published of it stands in these; "
        "pages on single codes are linked under Occupations, Programs and Industries."
    )
    for source in sub_clusters.sources(opened().statements, found.id):
        st.page_link(source.url, label=plain(f"{source.title} ({source.publisher})"))


def parts_of(found: SubCluster) -> dict[str, Callable[[], None]]:
    """The sections of the page, in their order; without rows in the crosswalk it has but some."""
    held = coverage.covered(opened().statements, [found.id])
    of_codes = {"Occupations": occupations, "Programs": programs, "Industries": industries}
    first = of_codes if held else {"Applications": applications}
    every = first | {"Before 2024": before, "Official pages": sources}
    return {title: partial(show, found) for title, show in every.items()}


def main() -> None:
    """The page."""
    st.title("Sub-cluster")
    every = sorted(opened().graph.of_kind(SubCluster), key=lambda found: found.title)
    found = chosen("Which sub-cluster?", every)
    if not isinstance(found, SubCluster):
        the_seventy_two(every)
        return
    top(found)
    parts = parts_of(found)
    if "Applications" in parts:
        st.info(f"Why it has no occupations, programs or industries: {plain(found.note or '')}")
    sections(parts, found.id)
    statements(found.id)
    other_forms(found.id)


main()
