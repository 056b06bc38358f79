"""What a code is, old or new: its system and year, and today's code or codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from ontology import identifiers
from ontology.graph import CareerGraph
from ontology.nodes import Code, FormerCode, Node, Program
from ontology.relationships import MovedTo, ReplacedBy
from queries.code_forms import SYSTEMS, Form, bare_code, forms
from queries.store import Plain

# First part of an id → name of the code system, and the system it is asked for under.
_NAMES: Mapping[str, tuple[str, str]] = {
    "soc": ("SOC", "soc"),
    "bls-combined": ("BLS combined", "soc"),
    "cip": ("CIP", "cip"),
    "naics": ("NAICS", "naics"),
    "oews": ("OEWS", "naics"),
}
_EDITION_BEFORE = {"cip": "2010"}  # the file of an edition lists the codes that it retires
_EDITION_OF_COMBINED = "2018"  # the combined occupations are unions of those of the 2018 SOC


@dataclass(frozen=True, slots=True)
class TodaysCode:
    """A code that is in force."""

    id: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a text may mean as a code.

    `today` is empty where nothing took the code's place. `concordance` names who says what did; None for a code
    that is in force. `normalised` says what was harmlessly left out or put in, `mend` which zeros were put back:
    a text with lost zeros may be another code, so whoever uses a mended reading should ask first.
    """

    system: str
    edition: str
    code: str
    title: str
    id: str
    today: tuple[TodaysCode, ...]
    how: str
    concordance: str | None = None
    normalised: str | None = None
    mend: str | None = None

    @property
    def in_force(self) -> bool:
        """Whether the code is one of today's."""
        return self.concordance is None and bool(self.today)

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {**asdict(self), "today": [asdict(code) for code in self.today]}


_Step = MovedTo | ReplacedBy


class Resolver:
    """Resolves codes of SOC, CIP and NAICS; made once of a graph."""

    def __init__(self, graph: CareerGraph) -> None:
        self.graph = graph
        self._steps: dict[str, list[_Step]] = defaultdict(list)
        for relationship in graph.relationships:
            if isinstance(relationship, MovedTo | ReplacedBy):
                self._steps[relationship.start].append(relationship)
        self._nodes: dict[tuple[str, str], list[Code | FormerCode]] = defaultdict(list)
        for node in graph.nodes.values():
            if isinstance(node, Code | FormerCode):
                self._nodes[_system(node), node.code].append(node)
        for found in self._nodes.values():
            found.sort(key=lambda node: not _in_force(node))

    def resolve(self, text: str, systems: Collection[str] | None = None) -> list[Reading]:
        """What the text may mean as a code of `systems` (`soc`, `cip`, `naics`; all if None), likeliest first.

        First what was written as it is, then what needed harmless changes, then what needed zeros put back;
        of a code with two meanings today's first. Empty where it means nothing.
        """
        readings = [
            self._reading(node, form)
            for form in forms(text)
            if systems is None or form.system in systems
            for node in self._nodes.get((form.system, form.code), ())
        ]
        return sorted(readings, key=lambda r: (r.mend is not None, r.normalised is not None))

    def near(self, text: str, systems: Collection[str] | None = None, limit: int = 3) -> tuple[TodaysCode, ...]:
        """Codes in force that differ from the text in one digit: another, one more, or one less."""
        digits = _digits(bare_code(text)[0])
        if not 2 <= len(digits) <= 8:
            return ()
        found = {
            node.id: node
            for key in (digits, *_shortened(digits))
            for node in self._slips.get(key, ())
            if systems is None or _system(node) in systems
        }
        best = sorted(found.values(), key=lambda node: (-_shared(digits, _digits(node.code)), node.id))
        return tuple(_todays(node) for node in best[:limit])

    @cached_property
    def _slips(self) -> Mapping[str, Sequence[Code]]:
        slips: dict[str, list[Code]] = defaultdict(list)
        for found in self._nodes.values():
            for node in found:
                if isinstance(node, Code) and not node.retired:
                    for key in {_digits(node.code), *_shortened(_digits(node.code))}:
                        slips[key].append(node)
        return slips

    def _reading(self, node: Code | FormerCode, form: Form) -> Reading:
        name, edition = _NAMES[node.id.partition("/")[0]][0], _edition(node)
        steps = list(self._walk(node))
        today = tuple(
            _todays(end)
            for end in ([node] if _in_force(node) else dict.fromkeys(end for _, end in steps))
            if _in_force(end)
        )
        concordances = dict.fromkeys(self._concordance(step) for step, _ in steps)
        return Reading(
            system=name,
            edition=edition,
            code=node.code,
            title=node.title,
            id=node.id,
            today=today,
            how=_how(node, name, edition, [step for step, _ in steps], today),
            concordance="; ".join(concordances) or None,
            normalised=form.normalised or None,
            mend=form.mend or None,
        )

    def _walk(self, node: Node) -> Iterator[tuple[_Step, Code | FormerCode]]:
        """The steps from a code that is not in force to those that are, over others that are not."""
        waiting, seen = [node], {node.id}
        while waiting:
            current = waiting.pop(0)
            for step in () if _in_force(current) else self._steps.get(current.id, ()):
                end = self.graph.nodes[step.end]
                assert isinstance(end, Code | FormerCode)
                yield step, end
                if end.id not in seen:
                    seen.add(end.id)
                    waiting.append(end)

    def _concordance(self, step: _Step) -> str:
        """Title of the concordance, or of the code system's own file where no concordance says so."""
        if step.concordance is None:
            return self.graph.nodes[step.source].title
        named = self.graph.nodes.get(identifiers.source(step.concordance))
        return named.title if named else step.concordance


def _how(
    node: Code | FormerCode, name: str, edition: str, steps: Sequence[_Step], today: Sequence[TodaysCode]
) -> str:
    what = f"{name} {edition} code"
    if _in_force(node):
        if name == "BLS combined":
            return "is an occupation that BLS combines for its figures"
        reserved = isinstance(node, Program) and node.reserved
        article = "an" if name == "OEWS" else "a"
        return f"is {article} {what}{', reserved: it names no program yet' if reserved else ''}"
    codes = ", ".join(code.code for code in today)
    if not codes:
        return f"{what}, without a successor"
    if isinstance(node, FormerCode):
        return f"{what}, replaced by {codes}"
    deleted = any(isinstance(step, MovedTo) and step.action == "deleted" for step in steps)
    return f"{what}, retired: {'deleted, reported under' if deleted else 'moved to'} {codes}"


def _in_force(node: Node) -> bool:
    return isinstance(node, Code) and not node.retired


def _system(node: Node) -> str:
    return _NAMES[node.id.partition("/")[0]][1]


def _edition(node: Code | FormerCode) -> str:
    if isinstance(node, FormerCode):
        return node.edition
    system, _, rest = node.id.partition("/")
    if node.retired:
        return _EDITION_BEFORE.get(system, "before")
    return rest.partition("/")[0] if "/" in rest else _EDITION_OF_COMBINED


def _todays(node: Code | FormerCode) -> TodaysCode:
    return TodaysCode(node.id, node.code, node.title)


def _digits(text: str) -> str:
    return "".join(c for c in text[:40] if c in "0123456789")


def _shared(first: str, second: str) -> int:
    """How many digits both begin with."""
    return next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))


def _shortened(digits: str) -> set[str]:
    return {digits[:i] + digits[i + 1 :] for i in range(len(digits))}


__all__ = ["SYSTEMS", "Reading", "Resolver", "TodaysCode"]
