"""Then and now: what became of the clusters and pathways of 2002, and what led to those of 2024."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import succession
from dashboard import succession_codes as codes
from dashboard.data import ask, ids, node, opened
from dashboard.figures import succession as flows
from dashboard.figures.figure import Link
from dashboard.figures.sankey import sankey
from dashboard.looks import look
from dashboard.parts.charts import chart
from dashboard.parts.choosing import chosen
from dashboard.parts.foot import other_forms
from dashboard.parts.link_evidence import Pair, evidence
from dashboard.parts.links import go, link, title_of
from dashboard.parts.sayings import tag, theme
from dashboard.parts.sections import sections
from dashboard.parts.statements import statements
from dashboard.parts.tables import table
from dashboard.parts.text import plain
from dashboard.succession import OPENS, Account
from dashboard.succession_words import agreement, found, reported
from dashboard.transition import sheet
from ontology.identifiers import FRAMEWORK_2002
from ontology.nodes import CareerCluster, LegacyCluster, LegacyPathway, Node, SubCluster

KINDS: dict[type[Node], str] = {
    LegacyCluster: "cluster of 2002",
    LegacyPathway: "pathway of 2002",
    CareerCluster: "cluster of 2024",
}
HANDLED = "then and now: handled"
MOST = 1000


def called(node_id: str) -> str:
    """A thing by its title and its kind, for several share a title."""
    return f"{title_of(node_id)} · {KINDS[type(node(node_id))]}"


def name_of(told: Node) -> str:
    """What figures, tables and files about a thing are called after."""
    return told.id.removeprefix("framework/").replace("/", "-")


def show_here(node_id: str = "") -> None:
    """Makes this page be about a thing, or about all."""
    st.query_params.from_dict({"id": node_id} if node_id else {})


def answer(told: Account) -> None:
    """What became of it, in a sentence of the method and one of the report, and whether they agree."""
    know = opened().statements
    st.markdown(f"{plain(found(know, told))} {tag('derived')}")
    st.markdown(f"{plain(reported(know, told))} {tag('published')}")
    agrees = agreement(told)
    if agrees:
        st.markdown(plain(agrees))


def successors(told: Account) -> None:
    """Ways to the likely successors."""
    if told.likely:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption("Likely successors:", width="content")
            for one in told.likely:
                link(one.end.id, key="successor")


def figure(drawn: flows.Flows, name: str, current: str) -> None:
    """The Sankey: a click on a cluster opens it, on a part of one goes to it, on a link shows it below."""
    picked = chart(sankey(drawn, look(theme())), f"then-and-now-{name}")
    # A figure keeps its selection: only a new one counts.
    if picked == st.session_state.get(HANDLED):
        return
    st.session_state[HANDLED] = picked
    if isinstance(picked, Link):
        st.query_params.update({"from": picked.start, "to": picked.end})
        st.toast(plain(f"Below: the evidence of {title_of(picked.start)} → {title_of(picked.end)}"))
    elif picked and isinstance(node(picked), SubCluster):
        go(picked)
    elif picked and picked != current:
        show_here(picked)
        st.rerun()


def report_and_method(told: Account) -> None:
    """All links, published and derived apart; for a pathway also side by side, cluster by cluster."""
    name = name_of(told.node)
    if isinstance(told.node, LegacyPathway):
        st.markdown("**Side by side, by cluster of 2024**")
        compared = opened().explainer.explain(told.node.id).compared
        table(succession.compared_rows(compared), f"{name}-compared", opens={"cluster": "clusterId"})
    st.markdown(f"**What the report says** {tag('published')}")
    table(succession.said_rows(told.said), f"{name}-report", origin="published", opens=OPENS)
    st.markdown(f"**Where it likely goes on** {tag('derived')}")
    rows = succession.likely_rows(opened().statements, told.links)
    about = "Weak evidence: the method reports it, and does not stand by it" if told.weak else ""
    table(rows, f"{name}-likely", origin="derived", about=about, opens=OPENS)


def occupations(told: Account) -> None:
    """Its occupations, with where each stands today."""
    st.markdown(
        "Occupations that O\\*NET lists for it, and the sub-clusters in which the crosswalk has each today "
        f"{tag('published')}; whether one of these is a likely successor {tag('derived')}."
    )
    table(codes.occupation_rows(opened().statements, told), f"{name_of(told.node)}-occupations")


def programs(told: Account) -> None:
    """Programs that the crosswalk aligns to its occupations in the likely successors."""
    st.markdown(
        "Nothing published lists the programs of a pathway of 2002. These are the ones that the crosswalk aligns "
        f"to its occupations {tag('published')} in the likely successors {tag('derived')}, those of most "
        "occupations first. Compare them with your own."
    )
    rows = codes.program_rows(opened().statements, told.likely)
    table(rows, f"{name_of(told.node)}-programs", origin="derived")


def pay(pathway: Node) -> None:
    """What the occupations of a pathway's likely successors pay."""
    st.markdown("All occupations of the likely successors that have a wage of their own, the best paid first.")
    asked = ask("occupations-where-a-pathway-goes-on", pathway=pathway.id, minimum_wage=0, limit=MOST)
    rows = [{"id": ids("Occupation")[row["code"]], **row} for row in asked]
    table(rows, f"{name_of(pathway)}-pay", origin="derived", opens={"occupation": "id"})


def everything() -> None:
    """All clusters, all that the report says, all likely successors, and the pathways that have none."""
    told = succession.account(opened().statements, FRAMEWORK_2002)
    answer(told)
    drawn = flows.whole(opened().graph)
    figure(drawn, "all", "")
    evidence(links(drawn), None)
    st.subheader("All links, and pathways without one")
    sections({"Every link": partial(report_and_method, told), "Without a successor": homeless}, "then and now")


def homeless() -> None:
    """The pathways of which the method asserts nothing, and why."""
    st.markdown(f"No link is strong enough for these, and the method says why {tag('derived')}.")
    titles = {each.title: each.id for each in opened().graph.of_kind(LegacyPathway)}
    rows = [{"id": titles[row["pathway"]], **row} for row in ask("pathways-without-likely-successor")]
    table(rows, "pathways-without-likely-successor", origin="derived", opens={"pathway": "id"})


def links(drawn: flows.Flows) -> list[Pair]:
    """The links of a figure, each once, whoever says it."""
    return list(dict.fromkeys((flow.start, flow.end) for flow in drawn.flows))


def one(about: Node) -> None:
    """A cluster or a pathway: the answer, the sheet, the figure, the evidence, everything else."""
    know = opened().statements
    told = succession.account(know, about.id)
    st.header(plain(about.title))
    whereabouts(about)
    answer(told)
    if isinstance(about, LegacyPathway):
        successors(told)
    if not isinstance(about, CareerCluster):
        download(about)
    drawn = flows.opened(opened().graph, about.id)
    if drawn.flows:
        figure(drawn, name_of(about), about.id)
        first = told.likely[0] if told.likely and isinstance(about, LegacyPathway) else None
        evidence(links(drawn), (first.start.id, first.end.id) if first else None)
    st.subheader("In full")
    parts = {"Report and method": partial(report_and_method, told)}
    if not isinstance(about, CareerCluster):
        parts |= {"Occupations": partial(occupations, told), "Programs": partial(programs, told)}
    if isinstance(about, LegacyPathway):
        parts |= {"What it pays": partial(pay, about)}
    sections(parts, about.id)
    statements(about.id)
    other_forms(about.id)


def whereabouts(about: Node) -> None:
    """What it is, and the ways up from it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"{KINDS[type(about)].capitalize()}", width="content")
        if isinstance(about, LegacyPathway):
            link(succession.cluster_of(opened().statements, about.id).id, key="up")
        if isinstance(about, CareerCluster):
            link(about.id, "All about this cluster today")
        st.button("All clusters, then and now", type="tertiary", on_click=show_here)


def download(about: Node) -> None:
    """The transition sheet, made when it is asked for."""
    know, build = opened().statements, opened().about
    st.download_button(
        "Download the transition sheet (one page to print)",
        data=lambda: sheet(know, about.id, build),
        file_name=f"transition-{name_of(about)}.html",
        mime="text/html",
        on_click="ignore",
        help="An HTML file: open it and print it, on A4 or Letter. It says what to check by hand.",
    )


def main() -> None:
    """The page."""
    st.title("Then and now")
    st.markdown(
        "What became of the framework of 2002? The report of 2024 says it of clusters, and of a few pathways "
        f"{tag('published')}. For all pathways we compare occupations, jobs and titles {tag('derived')}."
    )
    graph = opened().graph
    options: list[Node] = [each for kind in KINDS for each in graph.of_kind(kind)]
    about = chosen("Which cluster or pathway?", options, called=called)
    if about:
        one(about)
    else:
        everything()


main()
