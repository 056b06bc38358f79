"""What a link from 2002 to 2024 rests on: what the report says of it, what a method finds, apart."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.data import opened
from dashboard.parts.links import title_of
from dashboard.parts.sayings import tag
from dashboard.parts.tables import table
from dashboard.parts.text import plain
from dashboard.succession import OPENS, Account, between, likely_rows, link_of, said_rows
from dashboard.succession_codes import basis_rows
from queries.statements import Statement

Pair = tuple[str, str]


def evidence(pairs: Sequence[Pair], surest: Pair | None) -> None:
    """A link of the figure, chosen by the address or here, and what it rests on."""
    asked = (st.query_params.get("from", ""), st.query_params.get("to", ""))
    current = asked if asked in pairs else surest
    st.subheader("What a link rests on")
    picked = st.selectbox(
        "A link of the figure",
        pairs,
        index=pairs.index(current) if current else None,
        format_func=lambda pair: f"{title_of(pair[0])} → {title_of(pair[1])}",
        placeholder="Choose a link in the figure, or here",
        # As in `chosen`: the address leads, and so does Back.
        key=f"link {current}",
    )
    if picked and picked != current:
        st.query_params.update({"from": picked[0], "to": picked[1]})
        st.rerun()
    if picked:
        told = between(opened().statements, *picked)
        _said(told.said)
        _likely(told, picked)


def _said(told: Sequence[Statement]) -> None:
    """What the report says of a link, each statement with its section."""
    if not told:
        st.markdown(f"The report does not name this link. {tag('published')}")
    for row in said_rows(told):
        st.markdown(
            f"{plain(row['then'])} → {plain(row['now'])}: **{plain(row['change'])}** {tag('published')}  \n"
            f":small[{plain('. '.join(filter(None, (row['section'], row['note']))))}]"
        )


def _likely(told: Account, pair: Pair) -> None:
    """What the method finds of a link: figures and what both share, or the links that it sums up."""
    if not told.links:
        st.markdown(f"The method finds nothing here. {tag('derived')}")
    elif len(told.links) > 1:
        table(
            likely_rows(opened().statements, told.links),
            f"links-{_slugs(pair)}",
            origin="derived",
            opens=OPENS,
        )
    else:
        _basis(told.links[0], pair)


def _slugs(pair: Pair) -> str:
    return "-to-".join(end.rpartition("/")[2] for end in pair)


def _basis(told: Statement, pair: Pair) -> None:
    """The figures of one derived link, and the things that it rests on."""
    of, row = link_of(told), likely_rows(opened().statements, [told])[0]
    stands = "" if of.asserted else " The method does not stand by it."
    st.markdown(
        f"{plain(told.start.title)} → {plain(told.end.title)}: **{row['howSure']}** by {row['restsOn']}. "
        f"The report: {row['theReport']}.{stands} {tag('derived')}"
    )
    with st.container(horizontal=True, gap="large"):
        st.metric("Confidence, 0 to 1", f"{of.confidence:.2f}", width="content")
        st.metric("Shared occupations", of.shared_occupations, width="content")
        st.metric("Of the pathway’s occupations", f"{of.share_of_occupations:.0%}", width="content")
        if of.share_of_jobs is not None:
            st.metric("Of its jobs, national, May 2025", f"{of.share_of_jobs:.0%}", width="content")
    st.caption("Shares split an occupation evenly over the sub-clusters that have it.")
    table(basis_rows(told), f"basis-{_slugs(pair)}", about=f"What the link rests on: {row['restsOn']}")
