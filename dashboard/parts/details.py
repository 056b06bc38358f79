"""What is said of a thing itself: what it is, facts, national figures; and whose statements it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import streamlit as st

from dashboard.contents import sources
from dashboard.data import node, opened
from dashboard.pages import page_of
from dashboard.parts.links import HERE, link, title_of
from dashboard.parts.tables import table
from dashboard.parts.text import plain
from ontology.derived import Derived
from ontology.nodes import Node, Source
from ontology.rdf.schemes import scheme_of
from queries.thing import as_node
from queries.told.facts import Fact, facts, figures
from queries.told.status import status
from queries.told.words import words

_MOST = 6


def details(node_id: str) -> None:
    """The thing in short: what it is, whether it still holds, the way to its own page. Raises KeyError."""
    found = node(node_id)
    st.subheader(plain(title_of(node_id)))
    former = status(opened().statements, found)
    st.caption(plain(". ".join(filter(None, (words()["kinds"][found.kind], former.words if former else "")))))
    if not _is_here(found):
        link(node_id, f"Its own page: {page_of(found.labels).title}")


def facts_and_figures(node_id: str) -> None:
    """What is said of the thing itself; folded where it has a page of its own. Raises KeyError."""
    found = node(node_id)
    told = list(_told(found))
    if told:
        with st.expander("Facts and figures", expanded=_is_here(found)):
            st.markdown("\n\n".join(told))


def _is_here(found: Node) -> bool:
    return page_of(found.labels).name == st.session_state.get(HERE)


def _told(found: Node) -> Iterator[str]:
    """Lines of Markdown: the note, facts, figures by period."""
    if found.note:
        yield f"**Note:** {plain(found.note)}"
    for fact in facts(as_node(found)):
        yield f"**{plain(fact.label)}:** {_value(fact)}"
    for one in figures(as_node(found)):
        yield f"**{plain(one.period[:1].upper() + one.period[1:])}**"
        yield "\n".join(f"- {plain(name)}: {plain(value)}" for name, value in one.rows)


def _value(fact: Fact) -> str:
    if fact.value.startswith("https://"):
        return f"<{fact.value}>"
    more = len(fact.entries) - _MOST
    entries = [plain(entry) for entry in fact.entries[:_MOST]]
    return plain(fact.value) or "; ".join(entries) + (f"; and {more} more" if more > 0 else "")


def rights(node_id: str) -> None:
    """The sources of what is said of a thing, with their rights; of a source, what it states. Raises KeyError."""
    found, graph = node(node_id), opened().graph
    if isinstance(found, Source):
        stated = Counter(told.type for told in graph.relationships if told.source == node_id)
        st.markdown("**What it states**")
        table([{"link": name, "number": count} for name, count in stated.most_common()], "stated")
        return
    scheme = scheme_of(found)
    ids = {scheme.source} if scheme else set()
    for told in opened().statements.around(node_id):
        ids |= {told.source, *(told.derived_from if isinstance(told, Derived) else ())}
    st.markdown("**Who says it, and what may be done with it**")
    table([row for row in sources(graph) if row["id"] in ids], "sources", opens={"source": "id"})
