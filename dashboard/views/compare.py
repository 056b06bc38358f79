"""Compare: two or three clusters, sub-clusters or occupations side by side."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import comparison, in_common
from dashboard.compared import EXAMPLES, KINDS, MOST, OCCUPATIONS, Compared, compared, neighbours, options, title
from dashboard.data import node
from dashboard.figures.bars import bars
from dashboard.figures.numbers import counted, of_occupations
from dashboard.figures.scatter import scatter
from dashboard.in_common import Aspect
from dashboard.looks import look
from dashboard.parts.charts import chart
from dashboard.parts.links import go, link
from dashboard.parts.sayings import NATIONAL, Origin, theme
from dashboard.parts.sections import sections
from dashboard.parts.tables import table
from dashboard.parts.text import plain
from ontology.nodes import Occupation

KIND, PICKED = "compare kind", "compare picked"
WORTH_DRAWING = 4


def choose() -> Compared:
    """What is compared: the address leads, the boxes follow it and write it."""
    found = compared(st.query_params.get("ids", ""), st.query_params.get("kind", ""))
    if found.problems:
        st.warning("  \n".join(map(plain, found.problems)))
    st.session_state[KIND], st.session_state[PICKED] = found.kind, list(found.ids)
    st.radio("What would you compare?", list(KINDS), horizontal=True, key=KIND, on_change=_kind_chosen)
    st.multiselect(
        f"Two or three {found.kind.lower()}",
        options(found.kind),
        format_func=title,
        max_selections=MOST,
        placeholder="Type a few letters, or choose",
        key=PICKED,
        on_change=_picked,
    )
    return found


def _kind_chosen() -> None:
    st.query_params.from_dict({"kind": st.session_state[KIND]})


def _picked() -> None:
    if st.session_state[PICKED]:
        _compare(*st.session_state[PICKED])
    else:
        _kind_chosen()


def _compare(*ids: str) -> None:
    st.query_params.from_dict({"ids": ",".join(ids)})


def suggestions(found: Compared) -> None:
    """What may be compared with the one that is chosen; an example where none is."""
    if not found.ids:
        example = EXAMPLES[found.kind]
        st.markdown("Choose two or three, or see an example:")
        label = plain(" · ".join(map(title, example)))
        st.button(label, key="example", type="tertiary", on_click=_compare, args=example)
        table(comparison.overview(found.kind), found.kind.lower(), origin=_origin(found.kind))
        return
    st.markdown(f"Choose one or two more to compare with **{plain(title(found.ids[0]))}**. Perhaps one of these:")
    for near in neighbours(found.ids[0]):
        st.button(
            plain(title(near)), key=f"near {near}", type="tertiary", on_click=_compare, args=(*found.ids, near)
        )


def figures(found: Compared) -> None:
    """Key figures: all of them in words, a chart of one, and what to download."""
    origin, means = _origin(found.kind), of_occupations()
    rows = comparison.figure_rows(found.ids, found.kind)
    st.html(comparison.as_html(rows))
    st.caption(NATIONAL if found.kind == OCCUPATIONS else _sums(found))
    measure = st.selectbox(
        "Figure to draw", comparison.MEASURES[found.kind], format_func=lambda name: means[name].meaning
    )
    told = comparison.bars_of(found.ids, measure)
    picked = chart(
        bars(told, means[measure], look(theme()), derived=origin == "derived"), "figures-drawn", origin=origin
    )
    if isinstance(picked, str):
        go(picked)
    with st.expander("The figures to download: in words, and as numbers"):
        table(rows, "figures", origin=origin, worded=False)
        table(comparison.number_rows(found.ids), "numbers", origin=origin)


def _origin(kind: str) -> Origin:
    return "published" if kind == OCCUPATIONS else "derived"


def _sums(found: Compared) -> str:
    without = comparison.without_figures(found.ids)
    told = (
        f"{NATIONAL}: sums over the occupations that the crosswalk covers, each counted once. The mean wage is "
        "that of all their jobs."
    )
    return f"{told} {counted(without, 'occupation')} without figures." if without else told


def in_one_aspect(found: Compared, name: str, aspect: Aspect) -> None:
    """What they have in common of a sort, and what is each one's own."""
    told = in_common.sets(aspect, found.ids)
    st.subheader(f"{name} in common")
    st.markdown(plain(f"{in_common.summary(told)} {aspect.note}"))
    drawn = [each for one in in_common.shared(told) if isinstance(each := node(one), Occupation)]
    if len(drawn) >= WORTH_DRAWING:
        st.markdown("Those in common, by growth and wage:")
        picked = chart(scatter(drawn, look(theme())), "in-common", origin="published")
        if isinstance(picked, str):
            go(picked)
    table(in_common.rows(told), name.lower(), origin=aspect.origin)


def main() -> None:
    """The page."""
    st.title("Compare")
    st.markdown(
        "Two or three things of one kind side by side: their figures, what they share, what is each one's own."
    )
    found = choose()
    if len(found.ids) < 2:
        suggestions(found)
        return
    with st.container(horizontal=True, gap="small"):
        for one in found.ids:
            link(one)
    aspects = in_common.ASPECTS[found.kind]
    sections(
        {
            "Figures": partial(figures, found),
            **{name: partial(in_one_aspect, found, name, aspect) for name, aspect in aspects.items()},
        },
        ",".join(found.ids),
    )


main()
