"""What a thing is related to, as blocks of a page: a heading in people's words, and lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ontology.records import Means, meanings
from ontology.vocabulary import RELATIONSHIP_TYPES
from queries.evidence import evidence
from queries.show import Group, Related
from queries.statements import Statements
from queries.store import Value
from queries.told.names import Name, name_of, name_of_found
from queries.told.places import place, shared
from queries.told.words import figure, relations

FEW = 25
"""Lines of a block that are shown; the rest is folded away."""
MOST, MOST_IN_TABLES = 1000, 400
"""Lines of a block that a page has at all, simple ones and those of a table; the others are in the JSON."""

# Properties that a line says in another way than as a figure.
_PLACE = {"source", "locator", "locators", "position"}
_BASIS = {"method", "confidence", "asserted", "evidence", "derivedFrom"}
_TOLD = {*_PLACE, *_BASIS, "note", "suppressed", "wageNote"}
_WITHHELD = {"jobs": "jobs", "meanWage": "wages", "medianWage": "wages"}

Told = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a method is: in words, as figure from 0 to 1, and whether it stands by it."""

    words: str
    confidence: float
    asserted: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A thing at the other end: figures by column, where that stands, how sure it is and what it rests on."""

    name: Name
    cells: tuple[str, ...]
    place: str
    note: str
    sureness: Sureness | None
    rests_on: tuple[Name, ...]
    more: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Relationships under one heading, `count` of them; what `lines` lacks is in the JSON.

    The first `shown` lines are not folded away. `columns` are headings, and whether they head figures. `place` is
    where all of it stands, `methods` are those that derive it, `sources` who states it or what it is derived from.
    """

    type: str
    anchor: str
    heading: str
    count: int
    columns: tuple[tuple[str, bool], ...]
    lines: tuple[Line, ...]
    shown: int
    note: str
    place: str
    methods: tuple[str, ...]
    sources: tuple[Name, ...]

    @property
    def derived(self) -> bool:
        """Whether careergraph derives it."""
        return bool(self.methods)

    @property
    def beyond(self) -> int:
        """How many the page leaves to the JSON."""
        return self.count - len(self.lines)


def blocks(groups: Iterable[Group], statements: Statements, *, derived: bool) -> list[Block]:
    """The published groups or the derived ones; both directions of a type as one where they have one heading."""
    merged: dict[str, list[Group]] = {}
    for group in sorted(groups, key=lambda group: (relations()[group.type].place, not group.outgoing)):
        if group.derived == derived:
            merged.setdefault(relations()[group.type].heading(group.outgoing), []).append(group)
    return [_block(heading, found, statements) for heading, found in merged.items()]


def _block(heading: str, groups: Sequence[Group], statements: Statements) -> Block:
    first, related = groups[0], [one for group in groups for one in group.related]
    if len(groups) > 1:
        related.sort(key=lambda one: str(one.node.properties["title"]))
    words, known = relations()[first.type], meanings(RELATIONSHIP_TYPES[first.type])
    told = [one.relationship.properties for one in related]
    columns = [name for name in words.columns if any(cell(name, one, known) for one in related)]
    most = MOST_IN_TABLES if columns or first.derived else MOST
    places = [place(properties) for properties in told]
    common = shared(places)
    return Block(
        type=first.type,
        anchor=first.type.lower().replace("_", "-") + ("" if first.outgoing else "-in"),
        heading=heading,
        count=len(related),
        columns=tuple((words.columns[name], _is_number(name, told)) for name in columns),
        lines=tuple(
            _line(one, at.which if common and at else at.words if at else "", columns, known, statements)
            for one, at in zip(related[:most], places, strict=False)
        ),
        shown=0 if words.folded else FEW,
        note=words.note,
        place=common.where if common else "",
        methods=tuple(dict.fromkeys(str(one["method"]) for one in told)) if first.derived else (),
        sources=_sources(told, statements),
    )


def _is_number(name: str, told: Iterable[Told]) -> bool:
    values = [one.get(name) for one in told]
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _sources(told: Iterable[Told], statements: Statements) -> tuple[Name, ...]:
    ids: dict[str, None] = {}
    for one in told:
        basis = one.get("derivedFrom")
        ids |= dict.fromkeys(map(str, basis) if isinstance(basis, list) else [str(one["source"])])
    return tuple(name_of(statements.nodes[found]) for found in ids)


def _line(
    one: Related, where: str, columns: Sequence[str], known: Mapping[str, Means], statements: Statements
) -> Line:
    told = one.relationship.properties
    return Line(
        name=name_of_found(one.node),
        cells=tuple(cell(name, one, known) for name in columns),
        place=where,
        note=str(one.node.properties["reason"] if "Finding" in one.node.labels else told.get("note", "")),
        sureness=sureness(told),
        rests_on=tuple(name_of(statements.nodes[str(named)]) for named in _list(told.get("evidence"))),
        more=tuple(_more(told, columns, known)) if "confidence" in told else (),
    )


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def cell(name: str, one: Related, known: Mapping[str, Means]) -> str:
    """The figure in words; what is withheld says so. Nothing for a title as printed or a source said anyway."""
    told = one.relationship.properties
    value = told.get(name)
    if value is None and name in _WITHHELD:
        withheld = _WITHHELD[name] in _list(told.get("suppressed"))
        return "withheld" if withheld else str(told.get("wageNote", ""))
    anyway = {"printed": one.node.properties["title"], "concordance": str(told["source"]).removeprefix("source/")}
    return "" if value == anyway.get(name) else figure(value, known[name])


def sureness(told: Told) -> Sureness | None:
    """How sure the method of a derived relationship is; None of a published one."""
    confidence = told.get("confidence")
    if not isinstance(confidence, float):
        return None
    asserted = bool(told["asserted"])
    return Sureness(
        f"{evidence(str(told['method']), confidence, asserted=asserted)} evidence", confidence, asserted
    )


def _more(told: Told, columns: Sequence[str], known: Mapping[str, Means]) -> Iterator[tuple[str, str]]:
    """What a derived line says beside its columns: the meaning of each figure, and the figure."""
    for name, value in told.items():
        if name not in columns and name not in _TOLD:
            yield known[name].meaning, figure(value, known[name])
