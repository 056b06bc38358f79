"""Clusters, sub-clusters or occupations side by side, in figures; dashboard/in_common.py has what they share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape

from dashboard import coverage
from dashboard.compared import CLUSTERS, OCCUPATIONS, SUB_CLUSTERS, options, title
from dashboard.coverage import Row
from dashboard.data import node, opened
from dashboard.figures.bars import Bar
from dashboard.figures.numbers import Number, amount, of_occupations, when
from dashboard.occupations import counted, listed, number
from ontology.nodes import CareerCluster, Occupation
from ontology.relationships import HasSubCluster
from queries.thing import as_node
from queries.told.facts import figures

Figures = Mapping[str, Number | None]
_OF_ALL = ("employment2025", "openings2024to2034", "employmentGrowth2024to2034")
MEASURES = {
    CLUSTERS: (*_OF_ALL, "meanWage2025"),
    SUB_CLUSTERS: (*_OF_ALL, "meanWage2025"),
    OCCUPATIONS: (*_OF_ALL, "medianWage2025"),
}
"""Kind → the figures that are compared as numbers, by name in the schema. Medians cannot be put together."""

FIGURE, SOURCE = "Figure", "Time and source"
_CROSSWALK = "framework of 2024 and its crosswalk"


def sub_clusters(node_id: str) -> list[str]:
    """Ids of the sub-clusters of a cluster; a sub-cluster is its own."""
    if not isinstance(node(node_id), CareerCluster):
        return [node_id]
    return [one.end for one in opened().statements.around(node_id) if isinstance(one, HasSubCluster)]


def covered(node_id: str) -> list[Occupation]:
    """The occupations of a cluster or sub-cluster, each once."""
    statements = opened().statements
    return coverage.occupations(statements, coverage.covered(statements, sub_clusters(node_id)))


def numbers(node_id: str) -> Figures:
    """The figures of MEASURES, national: of an occupation as published, of a cluster those of its occupations."""
    found = node(node_id)
    if not isinstance(found, Occupation):
        return _together(covered(node_id))
    source = counted(opened().graph, found)
    return {name: number(source, name) for name in MEASURES[OCCUPATIONS]}


def _together(found: Collection[Occupation]) -> Figures:
    """Sums; the growth of the sum; the mean wage over all jobs whose wage is known; None if nothing is."""
    before = sum(one.employment_2024 or 0 for one in found)
    change = sum(one.employment_change_2024_to_2034 or 0 for one in found)
    paid = [(one.employment_2025 or 0, one.mean_wage_2025) for one in found if one.mean_wage_2025 is not None]
    jobs = sum(each for each, _ in paid)
    return {
        "employment2025": coverage.total(found, "employment_2025").number or None,
        "openings2024to2034": coverage.total(found, "openings_2024_to_2034").number or None,
        "employmentGrowth2024to2034": round(100 * change / before, 1) if before else None,
        "meanWage2025": round(sum(each * wage for each, wage in paid) / jobs) if jobs else None,
    }


def without_figures(ids: Iterable[str]) -> int:
    """How many occupations of these clusters or sub-clusters have no figure of jobs, each counted once."""
    found = {one.id: one.employment_2025 for node_id in ids for one in covered(node_id)}
    return list(found.values()).count(None)


def number_rows(ids: Iterable[str]) -> list[Row]:
    """A row for each thing, with its figures as numbers."""
    return [{"id": one, "title": title(one), **numbers(one)} for one in ids]


def overview(kind: str) -> list[Row]:
    """A row for each thing of a kind with its figures, the most openings first."""
    if kind == OCCUPATIONS:
        return listed(opened().graph)
    return sorted(number_rows(options(kind)), key=lambda row: -(row["openings2024to2034"] or 0))


def bars_of(ids: Iterable[str], measure: str) -> list[Bar]:
    """A bar for each thing."""
    return [Bar(one, title(one), numbers(one)[measure]) for one in ids]


def figure_rows(ids: Sequence[str], kind: str) -> list[Row]:
    """A row for each figure, in words: what it is, its amount for each thing, its time and source."""
    if kind == OCCUPATIONS:
        return _of_occupations(ids)
    means, found = of_occupations(), {title(one): numbers(one) for one in ids}
    return _sizes(ids, kind) + [
        _row(
            means[name].meaning,
            {one: amount(told[name], means[name]) for one, told in found.items()},
            when(means[name]),
        )
        for name in MEASURES[kind]
    ]


def as_html(rows: Sequence[Row]) -> str:
    """Rows of figures as a table to read, the time and source below what a figure is."""
    heads = [name for name in rows[0] if name not in (FIGURE, SOURCE)]
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    lines = "".join(
        f'<tr><th scope="row">{escape(row[FIGURE])}<small>{escape(row[SOURCE])}</small></th>'
        f"{''.join(f'<td>{escape(row[name])}</td>' for name in heads)}</tr>"
        for row in rows
    )
    head = f'<thead><tr><th scope="col">{FIGURE}</th>{top}</tr></thead>'
    return f'<table class="side-by-side">{head}<tbody>{lines}</tbody></table>'


def _row(figure: str, amounts: Mapping[str, str], source: str) -> Row:
    return {FIGURE: figure, **amounts, SOURCE: source}


def _sizes(ids: Sequence[str], kind: str) -> list[Row]:
    """How much is in each cluster or sub-cluster."""
    statements, inside = opened().statements, {title(one): sub_clusters(one) for one in ids}
    sizes = {
        "Sub-clusters": {one: str(len(found)) for one, found in inside.items()},
        "Occupations": {one: str(len(coverage.covered(statements, found))) for one, found in inside.items()},
        "Programs": {one: str(len(coverage.programs(statements, found))) for one, found in inside.items()},
    }
    return [
        _row(what, each, _CROSSWALK) for what, each in sizes.items() if kind == CLUSTERS or what != "Sub-clusters"
    ]


def _of_occupations(ids: Sequence[str]) -> list[Row]:
    """All published figures of each occupation, or of that which BLS counts it within."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for one in ids:
        occupation = node(one)
        assert isinstance(occupation, Occupation)
        for group in figures(as_node(counted(opened().graph, occupation))):
            for meaning, value in group.rows:
                found.setdefault((meaning, group.period), {})[title(one)] = value
    titles = [title(one) for one in ids]
    return [
        _row(what, {one: told.get(one, "–") for one in titles}, period) for (what, period), told in found.items()
    ]
