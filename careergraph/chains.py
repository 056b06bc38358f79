"""Statements and chains of them as text for people: figures, how sure, where it stands, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from ontology.derived import Derived
from ontology.nodes import Code, Node, Source
from ontology.records import Means, Value, meanings
from ontology.relationships import Combines
from queries.statements import Chain, Statement, Step

NATIONAL = "jobs and wages are national figures"
FEW_NAMED = 8
# Properties that a line tells in words of its own, or not at all.
TOLD = {"source", "locator", "locators", "method", "confidence", "asserted", "evidence", "derivedFrom", "position"}


def chain_line(chain: Chain, *, alone: bool) -> Text:
    """The things on the way (alone: and at its end), figures, how sure it is, and where it stands."""
    told = chain.nodes[1:] if alone else chain.nodes[1:-1]
    arrows = [arrow(step) for step in chain.steps[1:]]
    rest = "".join(f" {way} {name(node)}" for way, node in zip(arrows, told[1:], strict=False))
    line = Text(f"  {name(told[0])}{rest}" if told else "  directly")
    for statement in chain.statements:
        if said := _said(statement):
            line.append(f"; {statement.type} {said}" if len(chain.pattern) > 1 else f"; {said}")
    return line.append("".join(f"  [{place(s)}]" for s in chain.statements if not s.derived), style="dim")


def _said(statement: Statement) -> str:
    figures = [f"{key}: {value}" for key, value in _figures(statement)]
    return "; ".join([*figures, *([sureness(statement)] if statement.derived else [])])


def _figures(statement: Statement) -> Iterator[tuple[str, str]]:
    """Name and text of each property that is a figure or a word of the statement's own, the note last."""
    known = meanings(type(statement.relationship))
    properties = dict(statement.relationship.properties())
    if properties.get("printed") == statement.end.title:
        del properties["printed"]
    for key in sorted(properties.keys() - TOLD, key=lambda key: (key == "note", list(known).index(key))):
        yield key, _value(properties[key], known[key])


def _value(value: Value, means: Means) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    number = f"{value:,}" if isinstance(value, int | float) else value
    return f"${number}{means.unit.removeprefix('dollars')}" if means.unit.startswith("dollars") else number


def sureness(statement: Statement) -> str:
    """Method and confidence of a derived statement, and whether the method stands by it; else nothing."""
    relationship = statement.relationship
    if not isinstance(relationship, Derived):
        return ""
    floor = "" if relationship.asserted else ", below the method's floor: reported, not asserted"
    return f"{relationship.method}, confidence {relationship.confidence:.2f}{floor}"


def place(statement: Statement) -> str:
    """Where a published statement stands; of one that stands nowhere, how it was found."""
    relationship = statement.relationship
    return relationship.method if isinstance(relationship, Combines) else relationship.locator or "no place named"


def evidence_line(statement: Statement, *, everything: bool) -> Iterator[Text]:
    """What a derived statement rests on; no line where it is published."""
    if statement.evidence:
        named = statement.evidence if everything else statement.evidence[:FEW_NAMED]
        more = len(statement.evidence) - len(named)
        yield dim(f"      rests on: {'; '.join(map(name, named))}{f'; and {more:,} more' if more else ''}")


def stated_by(statements: Sequence[Statement]) -> Iterator[Text]:
    """Who states them, by what methods and from which sources they are derived, and what their figures are of."""
    published = dict.fromkeys(source_name(s.source) for s in statements if not s.derived)
    if published:
        yield dim(f"  stated by: {'; '.join(published)}")
    methods = dict.fromkeys(s.relationship.method for s in statements if isinstance(s.relationship, Derived))
    if methods:
        sources = dict.fromkeys(source.id for s in statements for source in s.derived_from)
        yield dim(f"  derived by: {', '.join(methods)} (docs/methods.md); from: {', '.join(sources)}")
    if any(_counts_jobs(statement) for statement in statements):
        yield dim(f"  {NATIONAL}")


def _counts_jobs(statement: Statement) -> bool:
    known = meanings(type(statement.relationship))
    told = (
        f"{key} {known[key].meaning}".lower() for key in statement.relationship.properties() if key not in TOLD
    )
    return any("jobs" in words or "wage" in words for words in told)


def arrow(step: Step) -> str:
    """A relationship type with its true direction, as Cypher draws it."""
    kind, outgoing = step
    return f"-[{kind}]->" if outgoing else f"<-[{kind}]-"


def name(node: Node) -> str:
    """Title and id."""
    return f"{node.title} ({node.id})"


def short_name(node: Node) -> str:
    """Title, behind the code where it has one."""
    return f"{node.code} {node.title}" if isinstance(node, Code) else node.title


def source_name(source: Source) -> str:
    """Title and release of a source."""
    return f"{source.title}, release {source.release}"


def dim(text: str) -> Text:
    """What stands beside the point."""
    return Text(text, style="dim")
