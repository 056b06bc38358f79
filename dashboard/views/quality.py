"""Quality: coverage, disagreements, the report's rule rerun, sources, changes since the last build; a glossary."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import streamlit as st

from dashboard import quality
from dashboard.data import ask, opened
from dashboard.figures.bars import coverage
from dashboard.looks import look
from dashboard.parts.charts import chart
from dashboard.parts.links import go, page_link
from dashboard.parts.sayings import origin_of, tag, theme
from dashboard.parts.sections import sections
from dashboard.parts.tables import table
from dashboard.parts.text import plain
from queries.told.words import methods

GLOSSARY = Path(__file__).parents[1] / "glossary.toml"


def covered() -> None:
    """How much is covered, and each kind of gap in full."""
    parts = quality.coverage_parts()
    picked = chart(coverage(parts, look(theme())), "coverage")
    kinds = [gap.kind for gap in quality.gaps(opened().about.build)]
    if isinstance(picked, str) and picked in kinds and picked != st.session_state.get("picked gap"):
        st.session_state["picked gap"] = picked
        st.query_params["gap"] = picked
        st.rerun()
    st.subheader("What is missing or in conflict")
    table(quality.gap_rows(), "gaps", about="0 says that it was looked for, and not found")
    _gap(kinds)


def _gap(kinds: list[str]) -> None:
    titles = {gap.kind: gap for gap in quality.gaps(opened().about.build)}
    asked = st.query_params.get("gap", "")
    picked = st.selectbox(
        "One of them in full",
        kinds,
        index=kinds.index(asked) if asked in titles else None,
        format_func=lambda kind: f"{titles[kind].title} ({titles[kind].count:,})",
        placeholder="Choose what to list",
        key=f"gap {asked}",
    )
    if picked and picked != asked:
        st.query_params["gap"] = picked
        st.rerun()
    if picked:
        st.write(plain(titles[picked].meaning))
        rows = [{"id": one.id, "title": one.title, "detail": one.detail} for one in titles[picked].items]
        table(rows, picked)


def rerun() -> None:
    """How the report's own rule, rerun, agrees with the published crosswalk."""
    st.markdown(
        "The report says how occupations were given to clusters: by the industries that have most of their "
        f"jobs. Rerun on published figures {tag('derived')} the rule agrees with the crosswalk so far:"
    )
    table(quality.agreement_rows(), "agreement", origin="derived", about="jobs of May 2025")
    for found in quality.agreement(opened().about.build):
        st.markdown(f"**By published cluster, by the figures of {plain(found.witness)}**")
        figure = coverage(quality.agreement_parts(found), look(theme()))
        told = "Of the occupations that the crosswalk has in a cluster, so many are sent there by the rule, too."
        picked = chart(replace(figure, told=told), f"by {found.witness}", origin="derived")
        if isinstance(picked, str):
            go(picked)
    page_link("cypher", "Where they disagree, in Cypher", question="occupations-that-the-rule-puts-elsewhere")


def derived() -> None:
    """What each method derives, and how much of it it stands by."""
    st.markdown(f"What no publisher states, by method {tag('derived')}")
    table(ask("derived-links-by-method"), "derived-links-by-method", origin="derived")
    for name, says in methods().items():
        st.markdown(f"**{plain(name)}**: {plain(says)}")


def sources() -> None:
    """The official files that the graph is made of."""
    st.markdown("Official files are read, never passed on; a checksum tells whether yours is the same file.")
    table(quality.files(), "sources-and-checksums", origin="published", opens={"source": "id"})


def changed() -> None:
    """What differs from the build before."""
    earlier = opened().earlier
    if earlier is None:
        st.info(
            "No earlier build is kept beside this one. `careergraph build --keep` keeps it when you make the next "
            "one, and this page then says what changed."
        )
        return
    st.write(f"Compared with build {plain(earlier.build)}, made {earlier.made:%d %B %Y}.")
    with st.spinner("Reading and comparing the two builds; this takes some seconds."):
        found = quality.changes(opened().about.build)
    if not found:
        st.success("Nothing differs: both builds hold the same.")
    for part, origin in ((found.published, origin_of(False)), (found.derived, origin_of(True))):
        if part:
            st.markdown(tag(origin))
            table(quality.change_rows(part), f"changes-{origin}", origin=origin)
    st.caption(f"All of it in full: `careergraph diff {earlier.build} {opened().about.build}`")


def glossary() -> None:
    """Words of the field and of this graph."""
    for term in tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))["term"]:
        st.markdown(f"**{plain(term['name'])}** · {plain(term['says'])}")


def main() -> None:
    """The page."""
    st.title("Quality")
    st.write("What the graph covers, where its sources disagree, what it is made of, and what its words mean.")
    parts = {
        "Coverage": covered,
        "The rule rerun": rerun,
        "Derived": derived,
        "Sources": sources,
        "Since the last build": changed,
        "Glossary": glossary,
    }
    sections(parts, "quality")


main()
