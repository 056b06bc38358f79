"""Cypher: questions of the catalogue and one's own, asked of the graph."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import streamlit as st

from dashboard import answers, asking, vocabulary
from dashboard.asking import Asked
from dashboard.data import LIMIT, TIMEOUT, Answer, opened, query
from dashboard.figures.network import network
from dashboard.figures.numbers import counted
from dashboard.layout import positions
from dashboard.looks import look
from dashboard.parts.charts import chart
from dashboard.parts.links import link
from dashboard.parts.parameters import given
from dashboard.parts.sayings import NATIONAL, Origin, tag, theme
from dashboard.parts.tables import is_national, table
from dashboard.parts.text import plain, shortened
from queries.catalog import TAGS, UnknownParameter, UnknownQuestion, named, questions
from queries.show import NothingFound, SeveralFound
from queries.store import StoreError

TEXT, SHOWN, RAN, FOUND = "cypher text", "cypher shown", "cypher ran", "cypher found"
START = "MATCH (c:CareerCluster)-[r:HAS_SUB_CLUSTER]->(s:SubCluster)\nRETURN c, r, s\nORDER BY c.title, s.title"
ORIGINS: tuple[Origin, ...] = ("published", "derived")
Found = tuple[Answer | StoreError | str, dict[str, Any]]


def addressed() -> Asked:
    """What the address asks; what is wrong with it is said."""
    try:
        return asking.addressed(st.query_params.to_dict())
    except UnknownQuestion as error:
        st.warning(f"There is no question “{plain(shortened(error.name))}”. Choose one from the list.")
        if error.near:
            st.caption(f"Near it: {plain(', '.join(named(name).asks for name in error.near))}")
        return Asked("")


def examples(asked: Asked) -> None:
    """The questions of the catalogue, by those who ask them; the one that is chosen fills the editor."""
    for_whom = st.pills("Questions for", TAGS, key="cypher tag")
    names = [name for name, one in questions().items() if not for_whom or for_whom in one.tags]
    names.sort(key=lambda name: questions()[name].asks)
    shown = asked.question.name if asked.question else None
    st.selectbox(
        f"{len(names)} questions to begin with",
        names,
        index=names.index(shown) if shown in names else None,
        format_func=lambda name: questions()[name].asks,
        placeholder="Type a word, such as wage, program or pathway, or choose",
        key=f"example {shown}",
        on_change=_choose,
        args=(f"example {shown}",),
    )
    if asked.question and asked.question.description:
        st.markdown(plain(asked.question.description))


def _choose(key: str) -> None:
    if st.session_state[key]:
        st.query_params.from_dict({"question": st.session_state[key]})


def said_by(text: str) -> None:
    """Says which published and which derived links a query names."""
    for origin, types in zip(ORIGINS, vocabulary.types_in(text), strict=True):
        if types:
            st.caption(f"{tag(origin)} {plain(', '.join(types))}")


def editor(asked: Asked) -> Asked | None:
    """The text and the fields of its parameters; gives what is asked once Run is pressed."""
    if st.session_state.get(SHOWN) != asked or TEXT not in st.session_state:
        st.session_state[SHOWN], st.session_state[TEXT] = asked, asked.text or START
    with st.form("cypher", border=False):
        lines = st.session_state[TEXT].count("\n") + 2
        text = st.text_area("Query", key=TEXT, height=26 * min(max(lines, 6), 20), max_chars=asking.LONGEST)
        values = given(asking.fields(asked.text, asked.question), asked.given)
        with st.container(horizontal=True, vertical_alignment="center"):
            pressed = st.form_submit_button("Run", type="primary")
            st.caption(
                f"Or Ctrl+Enter in the text. A query only reads; it has {TIMEOUT:.0f} seconds, and gives at most "
                f"{LIMIT:,} rows."
            )
    if not pressed:
        return None
    of_catalogue = asked.question and text.strip() == asked.question.cypher
    return Asked(text, asked.question if of_catalogue else None, values)


def run(asked: Asked) -> Found:
    """The answer to what is asked, or the error; a text where a parameter means nothing. And the parameters."""
    try:
        values = asking.values(asked, opened().index)
    except (NothingFound, SeveralFound, UnknownParameter) as error:
        return asking.misread(error), {}
    try:
        with st.spinner("Asking the graph …"):
            return query(asked.text, values, timeout=TIMEOUT, limit=LIMIT), values
    except StoreError as error:
        return error, values


def found(asked: Asked) -> Found:
    """The answer, asked once for as long as the page stays at it."""
    held: tuple[Asked, Found] | None = st.session_state.get(FOUND)
    if held is None or held[0] != asked:
        held = asked, run(asked)
        st.session_state[FOUND] = held
    return held[1]


def refused(error: StoreError, text: str) -> None:
    """Why a query was not answered, where, and what to do."""
    told = asking.refusal(error)
    st.error(f"**{plain(shortened(told.said, 500))}**\n\n{plain(told.mend)}")
    if told.place:
        st.code(told.place, language=None)
    for remark in vocabulary.remarks(text, ()):
        st.caption(plain(remark))


def answered(asked: Asked, answer: Answer, values: dict[str, Any]) -> None:
    """The answer as a table or as a picture, with its files."""
    st.subheader(f"{counted(len(answer.rows), 'row')} in {answer.seconds:.2f} s")
    for remark in vocabulary.remarks(asked.text, answers.empty_columns(answer)):
        st.warning(plain(remark))
    if answer.truncated:
        st.warning(f"Only the first {len(answer.rows):,} rows are here: there are more. Narrow it down, or count.")
    if not answer.rows:
        st.info("The graph holds nothing that fits. Check names, codes (as texts: '11.0701') and the arrows.")
        return
    picture = answers.drawn(answer, opened().graph, opened().statements)
    if picture and st.segmented_control("Show as", ["Table", "Graph"], default="Table", required=True) == "Graph":
        graph(picture)
    else:
        rows(asked, answer)
    downloads(asked, answer, values)


def rows(asked: Asked, answer: Answer) -> None:
    """The answer as a table; things lead to their pages."""
    nodes, name = opened().graph.nodes, asked.question.name if asked.question else "answer"
    shown, opens = answers.rows(answer, nodes, _titles(opened().about.build))
    told = asked.question is not None and any(map(is_national, answer.columns))
    national = NATIONAL if vocabulary.names_figures(asked.text) and not told else ""
    origin = vocabulary.origin(asked.text)
    table(shown, name, origin=origin, about=national, opens=opens, worded=asked.question is not None)


@lru_cache(maxsize=1)
def _titles(build: str) -> answers.Titles:  # noqa: ARG001 - a part of the cache's key
    return answers.by_code_and_title(opened().graph.nodes)


def graph(picture: answers.Drawn) -> None:
    """The things of an answer and the links between them; who chooses one finds the way to its page."""
    ids = [node.id for node in picture.nodes]
    places = positions(ids, [(tie.start, tie.end) for tie in picture.relationships])
    if picture.left_out:
        st.warning(f"Drawn are the first {len(ids):,} things; {picture.left_out:,} more are only in the table.")
    if picture.added:
        st.caption("The answer holds no relationships; drawn are all that the graph has between its things.")
    chosen = chart(network(picture.nodes, picture.relationships, places, look(theme())), "answer")
    ends = [chosen] if isinstance(chosen, str) else [chosen.start, chosen.end] if chosen else []
    for one in ends:
        link(one, key="drawn")


def downloads(asked: Asked, answer: Answer, values: dict[str, Any]) -> None:
    """The answer as files for programs, and the address that leads here."""
    build, name = opened().about.build, asked.question.name if asked.question else "answer"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "CSV", lambda: answers.as_csv(answer), f"{name}.csv", "text/csv", on_click="ignore", type="tertiary"
        )
        st.download_button(
            "JSON",
            lambda: answers.as_json(answer, asked.text, values, build),
            f"{name}.json",
            "application/json",
            on_click="ignore",
            type="tertiary",
        )
        st.caption(
            "For programs. A spreadsheet keeps codes whole in the XLSX only. To share it, copy the address."
        )


def names() -> None:
    """Labels, relationship types and what they mean."""
    found = vocabulary.schema(opened().graph)
    with st.expander("Names to use: labels, relationship types, properties"):
        st.markdown("**Labels: what things are**")
        table(vocabulary.label_rows(found), "labels")
        for origin in ORIGINS:
            st.markdown(f"**Relationship types** {tag(origin)}")
            table(vocabulary.type_rows(found, derived=origin == "derived"), f"types-{origin}", origin=origin)
        st.caption(
            "BROADER points up, from a code to its broader one; HAS_CLUSTER and HAS_SUB_CLUSTER point down."
        )


def main() -> None:
    """The page."""
    st.title("Cypher")
    st.markdown("Ask the graph itself. Choose a question and change what you like, or write one of your own.")
    asked = addressed()
    examples(asked)
    said_by(asked.text)
    pressed = editor(asked)
    ran: list[str] = st.session_state.setdefault(RAN, [])
    if pressed:
        ran.append(json.dumps(asking.address(pressed)))
        st.session_state.pop(FOUND, None)
        st.query_params.from_dict(asking.address(pressed))
        st.rerun()
    if asked.question or json.dumps(asking.address(asked)) in ran:
        match found(asked):
            case str() as misread, _:
                st.warning(plain(misread))
            case StoreError() as error, _:
                refused(error, asked.text)
            case Answer() as answer, values:
                answered(asked, answer, values)
    elif asked.text:
        st.info("This query came with the address. Read it, then press Run.")
    names()


main()
