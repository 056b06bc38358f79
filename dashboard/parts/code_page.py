"""All that is known of one code: its place, its clusters, its jobs, the old codes that lead to it."""

from __future__ import annotations

import streamlit as st

from dashboard.codes import (
    Places,
    Rows,
    aligned_today,
    covered,
    employed,
    leading_here,
    reading_of,
    system_of,
)
from dashboard.data import ask, opened, thing
from dashboard.figures.bars import Bar, bars
from dashboard.figures.numbers import amount, of_occupations
from dashboard.looks import look
from dashboard.parts.charts import chart
from dashboard.parts.foot import other_forms
from dashboard.parts.links import go, link
from dashboard.parts.sayings import NATIONAL, sure, theme
from dashboard.parts.statements import statements
from dashboard.parts.tables import table
from dashboard.parts.text import plain
from ontology import nodes as n
from ontology.records import meanings
from ontology.relationships import EmployedIn
from queries.align_links import Links
from queries.told.words import words

_FEW = 10
_FIGURES = ("employment2025", "medianWage2025", "openings2024to2034", "employmentGrowth2024to2034")
_CLUSTERS = {"subCluster": "subClusterId", "cluster": "clusterId"}


def code_page(node: n.Code | n.FormerCode) -> None:
    """Shows the page of a code of an industry, a group of occupations or of programs, or of a former code."""
    places = Places(opened().graph)
    st.header(plain(node.title if isinstance(node, n.FormerCode) else f"{node.code} {node.title}"))
    retired = "; retired" if isinstance(node, n.Code) and node.retired else ""
    st.caption(plain(". ".join(part for part in (words()["kinds"][node.kind] + retired, node.note) if part)))
    if isinstance(node, n.FormerCode) or node.retired:
        _goes_on(node)
    if isinstance(node, n.Code):
        _place(node, places)
        _figures(node)
        _clusters(node, places)
        _jobs(node, places)
        _old_codes(node, places)
    statements(node.id)
    other_forms(node.id)


def _goes_on(node: n.Code | n.FormerCode) -> None:
    graph, reading = opened().graph, reading_of(opened().resolver, node)
    st.subheader("Where it leads")
    said = f" So says: {reading.concordance}." if reading.concordance else ""
    st.markdown(plain(f"{reading.how[:1].upper()}{reading.how[1:]}.{said}"))
    for code in reading.today:
        link(code.id, key="today")
    rows = aligned_today(graph, Links(graph), reading)
    if rows:
        st.markdown("What today’s codes are aligned to:")
        table(rows, "aligned-today", origin="published", opens={"todaysCode": "todayId", **_CLUSTERS})


def _place(node: n.Code, places: Places) -> None:
    st.subheader("Its place")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for broader in places.path(node.id):
            link(broader, key="broader")
            st.markdown("›", width="content")
        st.markdown(f"**{plain(f'{node.code} {node.title}')}**", width="content")
    if not node.retired and node.id.startswith(("naics/", "soc/", "cip/")):
        in_tree = {"tree": node.id}
        st.button("Show it in the tree", type="tertiary", on_click=st.query_params.from_dict, args=(in_tree,))
    narrower = places.narrower(node.id)
    if narrower:
        table(narrower, "narrower-codes", origin="published")
    else:
        st.caption("There are no finer codes in it.")


def _figures(node: n.Code) -> None:
    told = [(name, node.properties().get(name)) for name in _FIGURES] if isinstance(node, n.Occupation) else []
    known = [(of_occupations()[name], value) for name, value in told if isinstance(value, int | float)]
    if not known:
        return
    st.subheader("Figures of the whole group")
    with st.container(horizontal=True, gap="large"):
        for means, value in known:
            st.metric(f"{means.meaning}, {means.year}", amount(value, means), width="content")
    st.caption(f"{NATIONAL} of the United States.")


def _clusters(node: n.Code, places: Places) -> None:
    st.subheader("Its clusters")
    if isinstance(node, n.Industry):
        _clusters_of_industry(node)
        _lives_in(node, places)
        return
    rows = covered(opened().graph, places.within(node.id))
    st.markdown(
        "The crosswalk aligns what is in a group, not the group itself. These sub-clusters cover codes in it:"
        if rows
        else "The crosswalk aligns nothing in it to a cluster."
    )
    if rows:
        table(rows, "clusters-of-a-group", origin="published", opens=_CLUSTERS)


def _clusters_of_industry(node: n.Industry) -> None:
    titles = {cluster.title: cluster.id for cluster in opened().graph.of_kind(n.CareerCluster)}
    found = ask("clusters-of-an-industry", industry=node.id)
    if not found:
        st.markdown("The crosswalk aligns it to no cluster: it aligns sectors of NAICS, and this is in none.")
        return
    sector = f"{found[0]['sectorCode']} {found[0]['sectorTitle']}"
    through = "" if node.kind == "Sector" else f" It is in sector {plain(sector)}, and shares its clusters."
    st.markdown(f"The crosswalk aligns sectors of NAICS to clusters, nothing finer.{through}")
    rows = [
        {
            "clusterId": titles[row["cluster"]],
            "cluster": row["cluster"],
            "crossCutting": "yes" if row["crossCutting"] else "no",
            "locator": row["locator"],
        }
        for row in found
    ]
    table(rows, "clusters-of-an-industry", origin="published", opens=_CLUSTERS)


def _lives_in(node: n.Industry, places: Places) -> None:
    """The sub-clusters whose jobs are concentrated in it: derived, at 3 digits."""
    if node.kind not in ("Subsector", "Government"):
        _say_level("Which sub-clusters have their jobs here is derived for industries of 3 digits", node, places)
        return
    graph = opened().graph
    titles = {part.title: part.id for part in (*graph.of_kind(n.SubCluster), *graph.of_kind(n.CareerCluster))}
    rows: Rows = [
        {
            "subClusterId": titles[row["subCluster"]],
            "subCluster": row["subCluster"],
            "clusterId": titles[row["cluster"]],
            "cluster": row["cluster"],
            "howSure": sure("concentration", row["confidence"]),
            "jobsOfItHere": row["jobs"],
            "shareOfItsOwnJobs": row["shareOfItsJobs"],
            "locationQuotient": row["locationQuotient"],
            "witness": row["witness"],
        }
        for row in ask("sub-clusters-of-an-industry", industry=node.id)
    ]
    st.markdown("Sub-clusters whose jobs are concentrated here, by where people of their occupations work:")
    years = f"{NATIONAL}: of OEWS, May 2025; of the Employment Matrix, 2022"
    table(rows, "sub-clusters-of-an-industry", origin="derived", about=years, opens=_CLUSTERS)


def _jobs(node: n.Code, places: Places) -> None:
    """Occupations with most jobs in an industry, as OEWS counts them."""
    if not isinstance(node, n.Industry):
        return
    st.subheader("Occupations with most jobs there")
    if node.kind not in ("Subsector", "Government", "IndustryGroup"):
        _say_level("Jobs by occupation are published for industries of 3 and 4 digits", node, places)
        return
    rows = employed(thing(node.id))
    known = [row for row in rows if row["jobs"] is not None]
    if not known:
        st.markdown("No figures are published for it.")
        return
    most = [Bar(row["id"], row["title"], row["jobs"], row["code"]) for row in known[:_FEW]]
    chosen = chart(bars(most, meanings(EmployedIn)["jobs"], look(theme())), "most-jobs", origin="published")
    st.markdown("All occupations there. The figures that BLS withholds are empty:")
    table(rows, "occupations-of-an-industry", origin="published")
    if isinstance(chosen, str):
        go(chosen)


def _say_level(said: str, node: n.Code, places: Places) -> None:
    near = [found for found in places.path(node.id) if opened().graph.nodes[found].kind == "Subsector"]
    st.markdown(f"{said}. {'See:' if near else 'Choose one of those in it, above.'}")
    for found in near:
        link(found, key=said)


def _old_codes(node: n.Code, places: Places) -> None:
    rows = leading_here(opened().graph, places.within(node.id))
    st.subheader("Old codes that lead here")
    if rows:
        st.markdown("To it or to codes in it. A code that did not change is not listed.")
        table(rows, "old-codes", origin="published", opens={"whatItWas": "oldId", "title": "id"})
    else:
        edition = {"naics": "2017", "soc": "2010", "cip": "2010"}[system_of(node.id)]
        st.markdown(f"None: no code of the edition of {edition} was changed to it or to a code in it.")
