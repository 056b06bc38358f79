"""What is said of a thing itself: facts, lists of titles, national figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ontology.records import Means
from queries.dictionary import property_meanings
from queries.store import Node, Value
from queries.told.words import figure, words

_LOWER_BOUND = "medianWage2024IsLowerBound"
_APART = frozenset(("id", "title", "code", "note", "altTitles", "retired", "figuresNote2025", _LOWER_BOUND))

_LONG = frozenset(("milestones", "files"))


@dataclass(frozen=True, slots=True)
class Fact:
    """A property: its name in words and its value, or the entries of a list; `long` ones want a line each."""

    label: str
    value: str
    entries: tuple[str, ...]
    long: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """The national figures of an occupation of one publication; `released` is False where there is none at all."""

    period: str
    rows: tuple[tuple[str, str], ...]
    released: bool


def facts(node: Node) -> list[Fact]:
    """What is no figure, in the order of the schema."""
    return [
        _fact(name, node.properties[name])
        for name, means in property_meanings(node.labels).items()
        if name not in _APART and not means.year and node.properties.get(name) not in (None, False)
    ]


def _fact(name: str, value: Value) -> Fact:
    entries = tuple(map(str, value)) if isinstance(value, list) else ()
    return Fact(words()["properties"][name], "" if entries else figure(value), entries, name in _LONG)


def figures(node: Node) -> list[Figures]:
    """The figures by period; each one that is absent says so. Empty for what has none by its kind."""
    by_period: dict[str, dict[str, Means]] = {}
    for name, means in property_meanings(node.labels).items():
        if means.year and name not in _APART:
            by_period.setdefault(means.year, {})[name] = means
    found = [_figures(period, known, node.properties) for period, known in by_period.items()]
    return [one for one in found if one.released or one.period.startswith("national")]


def _figures(period: str, known: Mapping[str, Means], told: Mapping[str, Value]) -> Figures:
    rows = tuple((means.meaning, _value(name, told, means)) for name, means in known.items())
    return Figures(period, rows, not told.keys().isdisjoint(known))


def _value(name: str, told: Mapping[str, Value], means: Means) -> str:
    if name not in told:
        return means.absent.partition(":")[0]
    bound = name == "medianWage2024" and told.get(_LOWER_BOUND)
    return figure(told[name], means) + (" or more" if bound else "")
