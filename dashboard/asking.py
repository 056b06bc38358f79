"""A question in Cypher, from the address of its page and back; and in words, why one was not answered."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from queries.catalog import Parameter, Question, Scalar, UnknownParameter, named
from queries.given import node_id
from queries.search import SearchIndex
from queries.show import NothingFound, SeveralFound
from queries.store import QuerySyntaxError, StoreError

LONGEST = 20_000
"""Characters of the longest query."""
_USED = re.compile(r"\$([A-Za-z_]\w*)")
_ADDRESS = ("question", "query")
_CLAUSES = (
    "MATCH",
    "OPTIONAL",
    "WHERE",
    "RETURN",
    "WITH",
    "ORDER",
    "LIMIT",
    "SKIP",
    "UNION",
    "UNWIND",
    "DISTINCT",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, the question of the catalogue that it is (if it is), what is given for parameters, as texts."""

    text: str
    question: Question | None = None
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of a query; `parameter` says of which type, where the catalogue knows it."""

    name: str
    label: str
    parameter: Parameter | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a query was not answered: what happened, what to do about it, and the place in the text."""

    said: str
    mend: str
    place: str = ""


def addressed(address: Mapping[str, str]) -> Asked:
    """What an address asks: `question` of the catalogue, or the text of a `query`; all else is given.

    What is given for a parameter that there is not is passed over. Raises UnknownQuestion.
    """
    question = named(address["question"]) if address.get("question") else None
    text = question.cypher if question else address.get("query", "")[:LONGEST]
    used = [one.name for one in fields(text, question)]
    return Asked(
        text, question, {name: address[name] for name in used if name in address and name not in _ADDRESS}
    )


def address(asked: Asked) -> dict[str, str]:
    """The address of a question, without defaults of the catalogue and what its text does not use."""
    first = {"question": asked.question.name} if asked.question else {"query": asked.text}
    defaults = {one.name: _written(one.default) for one in asked.question.parameters} if asked.question else {}
    used = [one.name for one in fields(asked.text, asked.question)]
    given = {name: asked.given[name] for name in used if asked.given.get(name)}
    return first | {name: text for name, text in given.items() if text != defaults.get(name)}


def fields(text: str, question: Question | None) -> list[Field]:
    """The parameters of a text, those of the question first, in whose order they stand."""
    typed = {one.name: one for one in question.parameters} if question else {}
    used = dict.fromkeys(_USED.findall(text))
    names = [*(name for name in typed if name in used), *(name for name in used if name not in typed)]
    return [Field(name, _label(name), typed.get(name)) for name in names]


def _label(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower().replace("sub cluster", "sub-cluster").capitalize()


def values(asked: Asked, index: SearchIndex) -> dict[str, Any]:
    """Parameter → value, as the store takes it; a free one that is empty is not passed.

    Raises UnknownParameter, NothingFound or SeveralFound.
    """
    found: dict[str, Any] = {}
    for one in fields(asked.text, asked.question):
        text = asked.given.get(one.name, "")
        if one.parameter:
            found[one.name] = _typed(one.parameter, text, index) if text else one.parameter.default
        elif text:
            found[one.name] = literal(text)
    return found


def _typed(parameter: Parameter, text: str, index: SearchIndex) -> Scalar:
    return node_id(parameter, text, index) if parameter.is_node else parameter.read(text)


def start(parameter: Parameter, text: str) -> Scalar:
    """The value that a field of no node begins with: what is given, if it can be read, or the default."""
    try:
        return parameter.read(text) if text else parameter.default
    except UnknownParameter:
        return parameter.default


def _written(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def literal(text: str) -> Any:
    """What is typed for a free parameter: numbers, true, false, lists and texts in quotes as Cypher has them.

    All else is a text as it stands, as 15-1252 is.
    """
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1]
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return text


def _no_number(name: str) -> float:
    raise ValueError(name)


def misread(error: NothingFound | SeveralFound | UnknownParameter) -> str:
    """Why what is given for a parameter means nothing, in words."""
    if isinstance(error, UnknownParameter):
        why = f"{error}".removeprefix("--")[:200]
    elif isinstance(error, NothingFound):
        why = f"Nothing of that kind is called “{error.asked[:80]}”"
    else:
        why = f"“{error.asked[:80]}” names several things"
    return f"{_capital(why)}. Choose below the query, and press Run."


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8"))


def refusal(error: StoreError) -> Refusal:
    """Why the store did not answer, in words, and what may be done."""
    names = [kind.__name__ for kind in type(error).__mro__]
    told = next(_words()[name] for name in names if name in _words())
    if isinstance(error, QuerySyntaxError):
        return Refusal(_capital(f"{told['said']} {error.message}."), _meant(error) or told["mend"], _place(error))
    return Refusal(told.get("said") or _capital(str(error)), told["mend"])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place(error: QuerySyntaxError) -> str:
    """The line of the text with a caret below; empty where the engine names no place."""
    if error.line is None or error.column is None:
        return ""
    _, _, drawn = str(error).partition("\n")
    return f"Line {error.line}, column {error.column}:\n{drawn}"


def _meant(error: QuerySyntaxError) -> str:
    """The clause that a mistyped word at this place may stand for."""
    if error.line is None or error.column is None:
        return ""
    line = error.query.split("\n")[error.line - 1]
    word = re.match(r"\w*", line[error.column - 1 :])
    near = get_close_matches(word[0].upper(), _CLAUSES, 1, cutoff=0.7) if word else []
    return f"Did you mean {near[0]}?" if near and word and near[0] != word[0].upper() else ""
