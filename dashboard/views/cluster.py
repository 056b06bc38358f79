"""Cluster: its sub-clusters, occupations, industries, skills, job titles, neighbours, and what it succeeded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import clusters, coverage, succession
from dashboard.coverage import Covered
from dashboard.data import ask, ids, opened
from dashboard.figures.scatter import scatter
from dashboard.figures.wheel import wheel
from dashboard.looks import look
from dashboard.parts.charts import chart
from dashboard.parts.choosing import chosen
from dashboard.parts.drawings import drawing
from dashboard.parts.facts import facts
from dashboard.parts.foot import other_forms
from dashboard.parts.links import go, page_link
from dashboard.parts.sayings import tag, theme
from dashboard.parts.sections import sections
from dashboard.parts.statements import statements
from dashboard.parts.tables import table
from dashboard.parts.text import plain
from ontology.nodes import CareerCluster, JobTitle, Node, Skill, SubCluster, Workplace


def titled(kind: type[Node]) -> clusters.Ids:
    """Title → id, of the nodes of a kind."""
    return clusters.ids_by_title(opened().graph, kind)


def the_fourteen(found: list[CareerCluster]) -> None:
    """All clusters, as a wheel and as a table."""
    st.markdown("What a cluster holds, which jobs, wages and skills go with it, where it comes from. Choose one.")
    beside, rows = st.columns([5, 7], gap="large")
    with beside:
        drawing(wheel(found, look("light")), "wheel-of-clusters", width=520)
    with rows:
        told = clusters.cluster_rows(ask("clusters-and-what-is-in-them"), titled(CareerCluster))
        table(told, "clusters", origin="published", opens={"cluster": "clusterId"})


def top(cluster: CareerCluster, parts: list[str], number: int) -> None:
    """What comes first: its caption, whether it cuts across, its sub-clusters, how much is in it."""
    st.header(cluster.title)
    across = sum(each.cross_cutting for each in opened().graph.of_kind(CareerCluster))
    kind = (
        f"One of the **{across} cross-cutting** clusters, which reach into all others."
        if cluster.cross_cutting
        else f"One of the {number - across} that are **not cross-cutting**; the {across} that are reach into it."
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.markdown(f"*{plain(cluster.caption)}*  \n{kind}", width="content")
        st.button("All clusters", type="tertiary", on_click=st.query_params.clear)
    told = coverage.facts(opened().statements, parts)
    facts({"Sub-clusters": len(parts)} | told.numbers, told.note)
    st.subheader("Sub-clusters")
    found = ask("sub-clusters-of-a-cluster", cluster=cluster.id)
    table(
        clusters.sub_cluster_rows(opened().statements, found, titled(SubCluster)),
        f"{slug(cluster)}-sub-clusters",
        origin="published",
        about="An occupation of several sub-clusters counts whole in each: these jobs do not add up.",
        opens={"subCluster": "subClusterId"},
    )


def slug(cluster: CareerCluster) -> str:
    """What the tables of a cluster are called after."""
    return cluster.id.rpartition("/")[2]


def occupations(cluster: CareerCluster, found: Covered) -> None:
    """Its occupations, each once, to sort and to open."""
    st.markdown("Every occupation that the crosswalk aligns to one of its sub-clusters, most openings first.")
    rows = coverage.of_a_cluster(opened().statements, found)
    table(rows, f"{slug(cluster)}-occupations", origin="published")


def wages_and_growth(cluster: CareerCluster, found: Covered) -> None:
    """The same as a picture; an occupation that is chosen opens its page."""
    st.markdown("What pays, and what grows? Choose a circle to open the occupation.")
    nodes = coverage.occupations(opened().statements, found)
    picked = chart(scatter(nodes, look(theme())), f"{slug(cluster)}-wages-and-growth", origin="published")
    if isinstance(picked, str):
        go(picked)


def industries(cluster: CareerCluster) -> None:
    """The sectors that the workbook gives it, and the report's sample of workplaces."""
    st.subheader("Industry sectors")
    st.markdown(
        "The crosswalk aligns sectors (NAICS) to a whole cluster. Finer ones, derived, are with its sub-clusters."
    )
    sectors = clusters.sector_rows(ask("sectors-of-a-cluster", cluster=cluster.id), ids("Industry"))
    table(sectors, f"{slug(cluster)}-sectors", origin="published")
    st.subheader("Workplaces")
    st.markdown("Places of work that the report names as a sample; they are no industries.")
    found = ask("workplaces-of-a-cluster", cluster=cluster.id)
    rows = clusters.listed_rows(found, "workplace", titled(Workplace))
    table(rows, f"{slug(cluster)}-workplaces", origin="published", opens={"workplace": "workplaceId"})


def skills(cluster: CareerCluster) -> None:
    """The two lists of the report."""
    st.markdown("Skills that employers of the cluster seek, by the report's two lists.")
    lists = {"specialized": "Specialized skills", "software": "Software"}
    for side, (kind, heading) in zip(st.columns(2, gap="large"), lists.items(), strict=True):
        with side:
            st.subheader(heading)
            found = ask("skills-of-a-cluster", cluster=cluster.id, kind=kind)
            if not found and cluster.note:
                st.caption(plain(cluster.note))
                continue
            rows = clusters.listed_rows(found, "skill", titled(Skill))
            table(rows, f"{slug(cluster)}-{kind}-skills", origin="published", opens={"skill": "skillId"})


def job_titles(cluster: CareerCluster) -> None:
    """The report's emerging and sample titles, with the occupations that a method finds for them."""
    st.markdown(
        f"The titles are the report's {tag('published')}. Which occupation each stands for is found by comparison "
        f"with official lists of titles {tag('derived')}; where none is sure, it says why."
    )
    for emerging, heading in ((True, "Emerging"), (False, "Samples")):
        st.subheader(heading)
        found = ask("job-titles-of-a-cluster", cluster=cluster.id, emerging=emerging)
        table(
            clusters.job_title_rows(opened().statements, clusters.with_ids(found, "jobTitle", titled(JobTitle))),
            f"{slug(cluster)}-{heading.lower()}-job-titles",
            opens={"jobTitle": "jobTitleId", "standsFor": "occupationId"},
        )


def neighbours(cluster: CareerCluster) -> None:
    """Clusters that it shares occupations with, and the cross-cutting ones."""
    st.subheader("Interdisciplinary with")
    st.markdown(
        "What it shares with other clusters: counted as the crosswalk has it, and without what teachers of a "
        f"subject alone bring about {tag('derived')}. Weak evidence: without those they share neither occupation "
        "nor program."
    )
    rows = clusters.interdisciplinary_rows(opened().statements, cluster.id)
    name = slug(cluster)
    opens = {"cluster": "clusterId"}
    table(rows, f"{name}-interdisciplinary", origin="derived", opens=opens)
    page_link("interdisciplinary", "All pairs of clusters, and what is behind a pair", one=cluster.id)
    st.subheader("Cross-cutting clusters in its industries")
    _crossing(cluster)
    held = ask("cross-cutting-clusters-in-a-cluster", cluster=cluster.id)
    present = clusters.presence_rows(held, "crossCuttingCluster", titled(CareerCluster))
    table(present, f"{name}-crossed-by", origin="derived", about=ADDED, opens=opens)
    if cluster.cross_cutting:
        st.subheader("Clusters in whose industries it works")
        works = ask("where-a-cross-cutting-cluster-works", cluster=cluster.id)
        rows = clusters.presence_rows(works, "cluster", titled(CareerCluster))
        table(rows, f"{name}-crosses", origin="derived", about=ADDED, opens=opens)


ADDED = "Two sectors belong to two clusters each: do not add up"


def _crossing(cluster: CareerCluster) -> None:
    pairs = ask("cross-cutting-clusters")
    across = [row["cluster"] for row in pairs if row["crosses"] == cluster.title]
    st.markdown(
        f"The report has {plain(', '.join(across))} cut across it {tag('published')}. How many of their jobs "
        f"are in its sectors is counted {tag('derived')}:"
    )


def before(cluster: CareerCluster) -> None:
    """What it succeeded: by the report, and by a method, apart."""
    told = succession.account(opened().statements, cluster.id)
    st.subheader("As the report says")
    table(
        succession.said_rows(told.said), f"{slug(cluster)}-succeeded", origin="published", opens=succession.OPENS
    )
    st.subheader("What else likely goes on here")
    st.markdown("Pathways of 2002 that share occupations with one of its sub-clusters, or words of its title.")
    rows = succession.likely_rows(opened().statements, told.likely)
    table(rows, f"{slug(cluster)}-likely-succeeded", origin="derived", opens=succession.OPENS)
    page_link("then-and-now", "The same as a diagram, with the evidence behind each link", id=cluster.id)


def parts_of(cluster: CareerCluster, found: Covered) -> dict[str, Callable[[], None]]:
    """The sections of the page, in their order."""
    return {
        "Occupations": partial(occupations, cluster, found),
        "Wages and growth": partial(wages_and_growth, cluster, found),
        "Industries": partial(industries, cluster),
        "Skills": partial(skills, cluster),
        "Job titles": partial(job_titles, cluster),
        "Neighbours": partial(neighbours, cluster),
        "Before 2024": partial(before, cluster),
    }


def main() -> None:
    """The page."""
    st.title("Cluster")
    every = sorted(opened().graph.of_kind(CareerCluster), key=lambda cluster: cluster.title)
    cluster = chosen("Which cluster?", every)
    if not isinstance(cluster, CareerCluster):
        the_fourteen(every)
        return
    inside = [part.id for part in clusters.sub_clusters(opened().statements, cluster.id)]
    top(cluster, inside, len(every))
    sections(parts_of(cluster, coverage.covered(opened().statements, inside)), cluster.id)
    statements(cluster.id)
    other_forms(cluster.id)


main()
