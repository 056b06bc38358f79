"""Explore: the graph itself, from any thing on; and the page of things that have none of their own."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.data import find, opened
from dashboard.exploring import State, begun
from dashboard.figures.figure import Link, Option, clicked
from dashboard.figures.network import network
from dashboard.figures.numbers import counted
from dashboard.looks import Look, look
from dashboard.parts.details import details, facts_and_figures, rights
from dashboard.parts.foot import other_forms
from dashboard.parts.links import page_link
from dashboard.parts.neighbours import neighbours
from dashboard.parts.sayings import theme
from dashboard.parts.statements import statements
from dashboard.parts.steps import go_on, named, offer, show
from dashboard.parts.tables import table
from dashboard.parts.why import why
from dashboard.picture import MOST, Picture, picture, read, visible
from dashboard.picture_files import as_cypher, as_graphml
from ontology.identifiers import FRAMEWORK_2024
from queries.thing import as_node

SEARCH, DRAWN = "explore search", "explore drawn"


def start(node_id: str) -> None:
    """Begins anew with a thing."""
    st.session_state[SEARCH] = ""
    st.query_params.from_dict({"id": node_id})


def search() -> None:
    """Where to start: anything that has a name or a code."""
    text = st.text_input(
        "Start anywhere", key=SEARCH, placeholder="A title, a code, a job, a skill", max_chars=200
    )
    if text.strip():
        hits = find(text, 8)
        offer(hits, start)
        if not hits:
            st.info("Nothing found. Try fewer or other words.")


def state() -> State:
    """Where the address says that the reader stands, else at the framework; what it does not know it says."""
    graph, address = opened().statements, st.query_params
    chosen = named(address.get("id", "").strip() or FRAMEWORK_2024, start) or FRAMEWORK_2024
    openings, unknown = read(address.get_all("open"), graph)
    if unknown:
        st.warning(
            f"The address opens {counted(unknown, 'link')} that the graph does not have. The rest is drawn."
        )
    only, to = address.get("only") == "published", address.get("to", "").strip()
    if not openings:
        return replace(begun(graph, chosen), only=only, to=to)
    return State(chosen, tuple(openings), only, to)


def clicked_on(now: State, key: str) -> None:
    """Chooses the thing that was clicked in the picture; of a link, explains it."""
    found = clicked(st.session_state[DRAWN], st.session_state[key])
    if isinstance(found, Link):
        near, far = sorted((found.start, found.end), key=lambda end: end != now.chosen)
        show(replace(now, chosen=near, to=far))
    elif found and found != now.chosen:
        go_on(now, found)


def drawing(now: State, drawn: Picture) -> None:
    """The picture, what it leaves out, and its files."""
    if drawn.missing:
        missing = f"{len(drawn.missing):,} found no room"
        st.warning(f"A picture holds {MOST} things: {missing}. Begin anew with one of them, and open less.")
    graph = opened().statements
    nodes = [as_node(graph.nodes[node]) for node in drawn.nodes]
    figure = network(nodes, drawn.ties, drawn.places, look(theme()), now.chosen)
    st.session_state[DRAWN] = figure.option
    # Where things leave the picture, a selection by number would become another thing's.
    key = f"picture {now.first} {now.only} {[one.text for one in now.openings if one.closed]}"
    option = figure.option | to_save(look(theme()))
    for item in option["series"][0]["data"]:
        # Only the chosen thing has a ring, also where it was chosen elsewhere.
        item["select"] = {"itemStyle": {"borderWidth": 0} | item.get("itemStyle", {})}
    st.echarts_chart(
        option, height=figure.height, alt=figure.told, key=key, theme=None, on_select=lambda: clicked_on(now, key)
    )
    st.caption(f"{figure.told} Click a thing to go on from it, a line to see who says so.")
    only = replace(now, only=not now.only)
    st.toggle("Only what is published", now.only, key=f"only {now.only}", on_change=show, args=(only,))
    files(now, drawn)
    with st.expander("The same as a table"):
        table(figure.rows, "links")


def to_save(look: Look) -> Option:
    """What a picture needs to be saved as a PNG."""
    save = {"title": "Save as PNG", "name": "careergraph", "pixelRatio": 2}
    return {
        "backgroundColor": look.background,
        "toolbox": {"left": 0, "bottom": 0, "feature": {"saveAsImage": save}},
    }


def files(now: State, drawn: Picture) -> None:
    """The picture for other programs."""
    graph = opened().statements
    query = as_cypher(now.chosen, now.drawn, graph)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "GraphML",
            lambda: as_graphml(drawn, graph),
            "picture.graphml",
            "application/graphml+xml",
            on_click="ignore",
            type="tertiary",
        )
        st.download_button("Cypher", query, "picture.cypher", "text/plain", on_click="ignore", type="tertiary")
        page_link("cypher", "Ask the same in Cypher", query=query)


def main() -> None:
    """The page."""
    st.title("Explore")
    st.markdown("The graph itself. Start anywhere, go on from thing to thing, and see who says what.")
    search()
    now = state()
    graph = opened().statements
    whole = picture(graph, now.first, now.openings)
    drawn = visible(graph, whole, now.first, now.chosen, now.drawn)
    beside, middle = st.columns([3, 7], gap="medium")
    with beside:
        details(now.chosen)
        neighbours(now, drawn)
    with middle, st.container(key="picture pane"):
        drawing(now, drawn)
    facts_and_figures(now.chosen)
    why(now)
    rights(now.chosen)
    if graph.around(now.chosen):
        statements(now.chosen)
    other_forms(now.chosen)


main()
