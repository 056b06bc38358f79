"""The catalogue: named questions in Cypher, one file each in `queries/cypher`.

A file's name is the question's. Its head tells the question, what to know, tags, and a line a parameter:
`// name: Type = default`. A type is int, float, text, bool, or a label; then the value is the id of such a node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from ontology import nodes
from ontology.records import camel_case

HERE = Path(__file__).parent / "cypher"
TAGS = ("counsellor", "state data", "researcher", "framework designer")
SCALARS: Mapping[str, type] = {"int": int, "float": float, "text": str, "bool": bool}
_PARAMETER = re.compile(r"(?P<name>[a-z][A-Za-z0-9]*): (?P<type>[A-Za-z]+) = (?P<default>.+)")
_USED = re.compile(r"\$([A-Za-z0-9]+)")
Scalar = int | float | str | bool


class BadQuestion(ValueError):
    """A file of the catalogue is not as it should be."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"queries/cypher/{name}.cypher: {why}")
        self.name = name


class UnknownQuestion(LookupError):
    """The catalogue has no question of this name; `near` are those that come close."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = f"; near it: {', '.join(near)}" if near else ""
        super().__init__(f"The catalogue has no question {name!r}{hint}. All of them: careergraph ask")
        self.name, self.near = name, tuple(near)


class UnknownParameter(ValueError):
    """A question has no parameter of this name, or not this kind of value."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: `type` is int, float, text, bool, or the label of the node whose id it takes."""

    name: str
    type: str
    default: Scalar

    @property
    def is_node(self) -> bool:
        """Whether it takes the id of a node."""
        return self.type not in SCALARS

    @property
    def option(self) -> str:
        """As the command line writes it: subCluster → sub-cluster."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", self.name).lower()

    def read(self, text: str) -> Scalar:
        """The value that a text means; an id stays a text. Raises UnknownParameter."""
        if self.type == "bool":
            if text.lower() not in ("true", "false"):
                raise UnknownParameter(f"--{self.option} is true or false, not {text!r}")
            return text.lower() == "true"
        try:
            value: Scalar = SCALARS.get(self.type, str)(text)
            return value
        except ValueError:
            raise UnknownParameter(f"--{self.option} is a number ({self.type}), not {text!r}") from None


@dataclass(frozen=True, slots=True)
class Question:
    """A named question: `asks` in a sentence, what to know, for whom, with which parameters, in Cypher."""

    name: str
    asks: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    cypher: str

    def parameter(self, name: str) -> Parameter:
        """By its name, also as the command line writes it. Raises UnknownParameter."""
        for parameter in self.parameters:
            if camel_case(name.replace("-", "_")) == parameter.name or name == parameter.name:
                return parameter
        known = ", ".join(f"--{p.option}" for p in self.parameters) or "none"
        raise UnknownParameter(f"{self.name} has no parameter {name!r}; it has: {known}")

    def values(self, given: Mapping[str, Scalar]) -> dict[str, Scalar]:
        """All its parameters: those given, and the defaults of the others. Raises UnknownParameter."""
        return {p.name: p.default for p in self.parameters} | {
            self.parameter(name).name: value for name, value in given.items()
        }


@cache
def questions() -> Mapping[str, Question]:
    """Name → question, by name. Raises BadQuestion."""
    return {path.stem: read_question(path.stem, path.read_text(encoding="utf-8")) for path in _files()}


def named(name: str) -> Question:
    """The question of this name. Raises UnknownQuestion, which names near ones."""
    if name not in questions():
        raise UnknownQuestion(name, get_close_matches(name, questions(), 3))
    return questions()[name]


def _files() -> Iterator[Path]:
    return iter(sorted(HERE.glob("*.cypher")))


def read_question(name: str, text: str) -> Question:
    """The question that a file's text holds. Raises BadQuestion."""
    lines = text.splitlines()
    head = [line.removeprefix("//").strip() for line in lines if line.startswith("//")]
    body = "\n".join(lines[len(head) :]).strip()
    if any(line.startswith("//") for line in lines[len(head) :]):
        raise BadQuestion(name, "comments stand before the query, nowhere else")
    tags_at = [i for i, line in enumerate(head) if line.startswith("tags: ")]
    if not head or not head[0].endswith("?") or len(tags_at) != 1:
        raise BadQuestion(name, "its head should be the question, with a question mark, and one line of tags")
    parameters = tuple(_parameter(name, line) for line in head[tags_at[0] + 1 :])
    if {p.name for p in parameters} != set(_USED.findall(body)):
        raise BadQuestion(name, "the parameters of its head should be those of its query")
    return Question(name, head[0], " ".join(head[1 : tags_at[0]]), _tags(name, head[tags_at[0]]), parameters, body)


def _tags(name: str, line: str) -> tuple[str, ...]:
    tags = tuple(tag.strip() for tag in line.removeprefix("tags: ").split(","))
    if unknown := set(tags) - set(TAGS):
        raise BadQuestion(name, f"there is no tag {unknown.pop()!r}; there are {', '.join(TAGS)}")
    return tags


def _parameter(name: str, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if found is None:
        raise BadQuestion(name, f"{line!r} is not `name: Type = default`")
    kind = found["type"]
    if kind not in SCALARS and not hasattr(nodes, kind):
        raise BadQuestion(name, f"there is no type {kind!r}; a type is {', '.join(SCALARS)}, or a label")
    untyped = Parameter(found["name"], kind, found["default"])
    try:
        return Parameter(found["name"], kind, untyped.read(found["default"]))
    except UnknownParameter as error:
        raise BadQuestion(name, str(error)) from None
