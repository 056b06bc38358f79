"""Named examples in SPARQL, one file each in `queries/sparql`; each runs as it stands.

A file's name is the example's. Its head tells the question, what to know, tags, and a line a parameter:
`# name: Type`, with the types of the Cypher catalogue. The query holds its value in `VALUES ?name { value }`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from ontology import nodes
from ontology.records import camel_case
from queries.catalog import SCALARS, TAGS, Parameter, UnknownParameter

HERE = Path(__file__).parent / "sparql"
_PARAMETER = re.compile(r"(?P<name>[a-z][A-Za-z0-9]*): (?P<type>[A-Za-z]+)")
_VALUES = r"(VALUES\s+\?{name}\s*\{{\s*)(.*?)(\s*\}})"


class BadExample(ValueError):
    """A file of the examples is not as it should be."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"queries/sparql/{name}.rq: {why}")
        self.name = name


class UnknownExample(LookupError):
    """There is no example of this name; `near` are those that come close."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = f"; near it: {', '.join(near)}" if near else ""
        super().__init__(f"There is no example {name!r}{hint}. All of them: careergraph sparql")
        self.name, self.near = name, tuple(near)


@dataclass(frozen=True, slots=True)
class Example:
    """A named query: `asks` in a sentence, what to know, for whom, with which parameters, in SPARQL.

    The default of a parameter is as SPARQL writes it: `soc:15-1252`, `"cyber"`, `10`.
    """

    name: str
    asks: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    sparql: str

    @property
    def options(self) -> dict[str, str]:
        """As the command line writes a parameter → its name."""
        return {parameter.option: parameter.name for parameter in self.parameters}

    def parameter(self, name: str) -> Parameter:
        """By its name, also as the command line or Python writes it. Raises UnknownParameter."""
        meant = camel_case(name.replace("-", "_"))
        for parameter in self.parameters:
            if parameter.name in (name, meant):
                return parameter
        known = ", ".join(f"--{p.option}" for p in self.parameters) or "none"
        raise UnknownParameter(f"{self.name} has no parameter {name!r}; it has: {known}")


@cache
def examples() -> Mapping[str, Example]:
    """Name → example, by name. Raises BadExample."""
    files = sorted(HERE.glob("*.rq"))
    return {file.stem: read_example(file.stem, file.read_text(encoding="utf-8")) for file in files}


def example(name: str) -> Example:
    """The example of this name. Raises UnknownExample, which names near ones."""
    if name not in examples():
        raise UnknownExample(name, get_close_matches(name, examples(), 3))
    return examples()[name]


def read_example(name: str, text: str) -> Example:
    """The example that a file's text holds. Raises BadExample."""
    head = [line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#")]
    body = text.split("\n", len(head))[-1].strip()
    tags_at = [i for i, line in enumerate(head) if line.startswith("tags: ")]
    if not head or not head[0].endswith("?") or len(tags_at) != 1:
        raise BadExample(name, "its head should be the question, with a question mark, and one line of tags")
    tags = tuple(head[tags_at[0]].removeprefix("tags: ").split(", "))
    if unknown := set(tags) - set(TAGS):
        raise BadExample(name, f"there is no tag {unknown.pop()!r}; there are {', '.join(TAGS)}")
    parameters = tuple(_parameter(name, line, body) for line in head[tags_at[0] + 1 :])
    return Example(name, head[0], " ".join(head[1 : tags_at[0]]), tags, parameters, body)


def _parameter(name: str, line: str, body: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if found is None or (found["type"] not in SCALARS and not hasattr(nodes, found["type"])):
        raise BadExample(name, f"{line!r} is not `name: Type`, of a type that there is")
    values = re.findall(_VALUES.format(name=found["name"]), body)
    if len(values) != 1:
        raise BadExample(name, f"its query should hold one VALUES ?{found['name']} {{ … }}")
    return Parameter(found["name"], found["type"], values[0][1])


def with_value(text: str, name: str, term: str) -> str:
    """The query with another term in its `VALUES ?name { … }`. Raises UnknownParameter where it has none."""
    changed, times = re.subn(_VALUES.format(name=re.escape(name)), lambda found: found[1] + term + found[3], text)
    if not times:
        raise UnknownParameter(f"the query has no VALUES ?{name} {{ … }} to put a value into")
    return changed


def literal(parameter: Parameter, text: str) -> str:
    """A number or text as SPARQL writes it. Raises UnknownParameter for what is no such number."""
    value = parameter.read(text)
    return str(ox.Literal(value)) if isinstance(value, str) else str(value).lower()
