"""The transition sheet: what became of a pathway or cluster of 2002, on one page of paper, A4 or Letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dashboard.figures.numbers import counted
from dashboard.paper import Column, Section, page, section
from dashboard.succession import (
    Account,
    account,
    cluster_of,
    likely_rows,
    said_rows,
)
from dashboard.succession_codes import occupation_rows, program_rows
from dashboard.succession_words import agreement, checks, found, reported
from ontology.nodes import LegacyPathway
from queries.about import About
from queries.statements import Statements

OWN = "source/careergraph"
LINES = 38
"""Lines that the sections have room for, on A4 and on Letter."""
_NEAREST = 3


def sheet(statements: Statements, node_id: str, about: About) -> str:
    """The sheet as an HTML file; what it has no room for it counts. Raises KeyError."""
    told = account(statements, node_id)
    title, subtitle = told.node.title, "transition sheet of a cluster of 2002"
    if isinstance(told.node, LegacyPathway):
        cluster = cluster_of(statements, node_id).title
        subtitle = f"transition sheet of a pathway of 2002, in the cluster {cluster}"
    return page(title, subtitle, list(_sections(statements, told)), _foot(told, about))


def _sections(statements: Statements, told: Account) -> Iterator[str]:
    more = f"see the page “Then and now” of the dashboard, ?id={told.node.id}"
    whole = _report(statements, told), _likely(statements, told), _by_hand(statements, told)
    occupations, programs = _occupations(statements, told), _programs(statements, told)
    room = LINES - sum(each.height() for each in whole)
    # Programs have a quarter at least, and what occupations leave.
    for_occupations = min(occupations.height(), room - min(programs.height(), room // 4))
    for each in whole:
        yield section(each, len(each.rows), more)
    yield section(occupations, occupations.fitting(for_occupations), more)
    yield section(programs, programs.fitting(room - for_occupations), more)


def _report(statements: Statements, told: Account) -> Section:
    rows = [(row["then"], row["change"], row["now"], row["section"]) for row in said_rows(told.said)]
    columns = Column("2002", 27), Column("What changed", 14), Column("2024", 24), Column("Where", 35)
    return Section("What the report says", "published", "Advance CTE", [reported(statements, told)], columns, rows)


def _likely(statements: Statements, told: Account) -> Section:
    """Likely successors; where there is none, what came nearest."""
    heading = "Where it likely goes on" if told.likely else "What came nearest to a successor"
    columns = (
        Column("2002", 21),
        Column("2024", 21),
        Column("Its cluster", 19),
        Column("How sure, 0 to 1", 11),
        Column("Rests on", 18),
        Column("The report", 10),
    )
    rows = [_likely_row(row) for row in likely_rows(statements, told.likely or told.weak[:_NEAREST])]
    # A pathway's successors would be told twice.
    sentences = [] if told.likely and isinstance(told.node, LegacyPathway) else [found(statements, told)]
    sentences += filter(None, [agreement(told)])
    return Section(heading, "derived", "careergraph", sentences, columns, rows)


def _likely_row(row: dict[str, Any]) -> tuple[str, ...]:
    shared = counted(row["sharedOccupations"], "occupation") if row["sharedOccupations"] else row["restsOn"]
    jobs = f", {row['shareOfJobs']:.0%} of jobs" if row["sharedOccupations"] and row["shareOfJobs"] else ""
    sure = f"{row['howSure'].removesuffix(' evidence')}, {row['confidence']:.2f}"
    return row["then"], row["now"], row["cluster"], sure, shared + jobs, row["theReport"]


def _by_hand(statements: Statements, told: Account) -> Section:
    return Section("To check by hand", "", "", [f"☐ {each}." for each in checks(statements, told)])


def _occupations(statements: Statements, told: Account) -> Section:
    columns = (
        Column("SOC 2018", 9),
        Column("Occupation", 36),
        Column("Sub-clusters of 2024 that have it", 40),
        Column("Likely successor (derived)", 15),
    )
    rows = [
        (row["code"], row["title"], "; ".join(row["standsToday"]), row["goesOn"])
        for row in occupation_rows(statements, told)
    ]
    by = "O*NET's list, Advance CTE's crosswalk"
    sentences = [] if rows else ["O*NET's table lists no occupations of it."]
    return Section("Its occupations, and where each stands today", "published", by, sentences, columns, rows)


def _programs(statements: Statements, told: Account) -> Section:
    columns = Column("CIP 2020", 9), Column("Program", 41), Column("In", 40), Column("Occupations", 10)
    rows = [
        (row["code"], row["title"], "; ".join(row["subClusters"]), str(row["occupations"]))
        for row in program_rows(statements, told.likely)
    ]
    sentences = [] if rows else ["None is known."]
    by = "rows of Advance CTE's crosswalk, chosen by the links above"
    return Section("Programs of these occupations there", "derived", by, sentences, columns, rows)


def _foot(told: Account, about: About) -> list[str]:
    stated = [source for one in (*told.said, *told.links, *told.findings) for source in one.sources]
    cited = sorted({source.citation.rstrip(".") for source in stated if source.id != OWN})
    return [
        "Published: stated by the source that is named. Derived: found by careergraph, by shared occupations and"
        " their jobs or by words of titles; no publisher says it. Strong, some or weak evidence, from 0 to 1."
        " Jobs are national figures of the United States, May 2025.",
        f"Build {about.build}, made {about.made:%d %B %Y}, edition {about.edition}. {told.node.id}",
        f"How to cite: careergraph {about.software}, build {about.build}. Sources: {'; '.join(cited)}.",
    ]
