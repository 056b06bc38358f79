"""An explanation as text for people: published and derived apart, each line with its place or its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from careergraph.chains import (
    arrow,
    chain_line,
    dim,
    evidence_line,
    name,
    place,
    short_name,
    source_name,
    stated_by,
    sureness,
)
from careergraph.rendering import grid
from careergraph.things import FEW, FINER, MOST
from ontology.derived import Derived, LikelySucceededBy
from ontology.nodes import LegacyCluster
from ontology.relationships import SucceededBy
from ontology.vocabulary import RELATIONSHIP_TYPES
from queries.explanation import Compared, CrosswalkRow, Explanation, Reason
from queries.statements import Chain, Statement

NO_LINK = "Nothing links them: no statement, no row of the crosswalk, no route of up to five hops."
DERIVED = "Derived by careergraph: no publisher states this"
FEW_OF_MANY = 3

Lines = Iterator[RenderableType]


def print_explanation(out: Console, found: Explanation, *, everything: bool) -> None:
    """What is published, then what is derived, then both compared for a pathway, then the sources."""
    for line in _lines(found, everything=everything):
        out.print(line)


def _lines(found: Explanation, *, everything: bool) -> Lines:
    for node in (found.a, found.b):
        if node is not None:
            yield Text(node.title, style="bold").append(f"  {node.id} · {node.kind}", style="dim not bold")
    yield _heading("Published")
    yield from _section(found, derived=False, everything=everything)
    yield _heading(DERIVED)
    yield from _section(found, derived=True, everything=everything)
    if found.compared:
        yield _heading("What the report says and what the method says")
        yield grid(("cluster", "the report", "the method", "do they agree?"), map(_side_by_side, found.compared))
    yield _heading("Sources")
    for source in found.sources:
        rights = f"  {source_name(source)}; {source.publisher}. {source.rights}"
        yield Text(rights).append(f"  {source.id}", style="dim")


def _heading(text: str) -> Text:
    return Text(f"\n{text}", style="bold underline")


def _section(found: Explanation, *, derived: bool, everything: bool) -> Lines:
    reasons = [reason for reason in found.reasons if reason.derived == derived]
    routes = [route for route in found.routes if route.derived == derived and len(route.statements) > 1]
    rows = () if derived else found.rows
    findings = found.findings if derived else ()
    if not (reasons or routes or rows or findings):
        yield dim("  none")
    for reason in reasons:
        yield from _reason(reason, found, everything=everything)
    if rows:
        yield from _rows(rows, found, everything=everything)
    if routes:
        yield from _routes(routes)
    if findings:
        yield from _findings(findings, everything=everything)


def _reason(reason: Reason, found: Explanation, *, everything: bool) -> Lines:
    kinds = dict.fromkeys(kind for kind, _ in reason.pattern)
    title = Text(f"\n{' · '.join(map(arrow, reason.pattern))}  {len(reason.chains):,}", style="bold")
    finer = next((FINER[kind] for kind in kinds if kind in FINER), None)
    if finer and found.b is None and not everything:
        yield title.append(f": {finer}; --all shows them", style="dim not bold")
        return
    yield title
    yield dim(f"  {' '.join(str(RELATIONSHIP_TYPES[kind].__doc__) for kind in kinds)}")
    yield from stated_by([statement for chain in reason.chains for statement in chain.statements])
    shown = reason.chains if everything else reason.chains[: _most(reason)]
    for chain in shown:
        yield chain_line(chain, alone=found.b is None)
        for statement in chain.statements:
            yield from evidence_line(statement, everything=everything)
    yield from _more(len(reason.chains) - len(shown))


def _most(reason: Reason) -> int:
    """How many chains are shown unless all are asked for: few where they say little, or much on each."""
    first = reason.pattern[0][0]
    of_two = len(reason.pattern) > 1
    if of_two and (reason.derived or "RELATED_TO" in dict(reason.pattern)):
        return FEW_OF_MANY
    return MOST.get(first, FEW)


def _rows(rows: Sequence[CrosswalkRow], found: Explanation, *, everything: bool) -> Lines:
    yield Text(f"\nCrosswalk rows, sub-cluster × occupation × program  {len(rows):,}", style="bold")
    yield from stated_by([row.stated for row in rows])
    shown = rows if everything else rows[:FEW]
    for row in shown:
        others = [
            node for node in (row.sub_cluster, row.occupation, row.program) if node not in (found.a, found.b)
        ]
        names = [short_name(node) if node else "no program (NO MATCH)" for node in others]
        note = f"; {row.stated.start.note}" if row.stated.start.note else ""
        yield Text(f"  {' × '.join(names)}{note}").append(f"  [{place(row.stated)}]", style="dim")
    yield from _more(len(rows) - len(shown))


def _routes(routes: Iterable[Chain]) -> Lines:
    yield Text("\nShortest routes", style="bold")
    for number, route in enumerate(routes, 1):
        yield Text(f"  {number}. {name(route.nodes[0])}")
        for step, statement, node in zip(route.steps, route.statements, route.nodes[1:], strict=True):
            where = sureness(statement) if statement.derived else place(statement)
            hop = Text(f"     {arrow(step)} {name(node)}")
            yield hop.append(f"  [{statement.source.id}: {where}]", style="dim")


def _findings(findings: Iterable[Statement], *, everything: bool) -> Lines:
    yield Text("\nWhere a method could assert nothing, and why", style="bold")
    for concerns in findings:
        told = concerns.start.properties()
        yield Text(f"  {concerns.end.title}: {told['outcome']} ({told['method']}). {told['reason']}")
        yield from evidence_line(concerns, everything=everything)


def _more(more: int) -> Lines:
    if more > 0:
        yield dim(f"  and {more:,} more; --all shows them")


def _side_by_side(compared: Compared) -> tuple[str, str, str, str]:
    """Cluster, what the report says, what the method says (in brackets what it does not assert), the verdict."""
    report = "; ".join(_said(statement) for statement in compared.published)
    method = "; ".join(_likely(statement) for statement in compared.derived)
    return compared.cluster.title, report, method, _verdict(compared)


def _said(statement: Statement) -> str:
    assert isinstance(statement.relationship, SucceededBy)
    about = " (of its cluster)" if isinstance(statement.start, LegacyCluster) else ""
    return f"{statement.end.title}: {statement.relationship.change}{about}"


def _likely(statement: Statement) -> str:
    assert isinstance(statement.relationship, LikelySucceededBy)
    told = f"{statement.end.title} {statement.relationship.confidence:.2f}"
    return told if statement.relationship.asserted else f"[{told}]"


def _verdict(compared: Compared) -> str:
    if compared.agrees is not None:
        return "yes" if compared.agrees else "no: the report sends it elsewhere"
    links = [statement.relationship for statement in compared.derived]
    if any(isinstance(link, Derived) and link.asserted for link in links):
        return "the report does not say"
    return "the method asserts none here" if compared.published else ""
