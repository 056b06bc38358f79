"""What a user gives for the parameters of a named question: numbers, texts, and things by title, code or id."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ontology.nodes import NODE_KINDS
from queries.catalog import Parameter, Question, Scalar
from queries.search import SearchIndex
from queries.show import resolve


def specific(labels: Collection[str]) -> set[str]:
    """The kinds that carry any of the labels: Occupation stands for DetailedOccupation and its like."""
    return {kind for kind, cls in NODE_KINDS.items() if {c.__name__ for c in cls.__mro__} & set(labels)}


def node_id(parameter: Parameter, text: str, index: SearchIndex) -> str:
    """The id of the node that a text means. Raises NothingFound or SeveralFound."""
    return resolve(text, index, specific({parameter.type}))


def question_values(question: Question, given: Mapping[str, Scalar], index: SearchIndex) -> dict[str, Scalar]:
    """All parameters of a question: what is given, and the defaults of the others.

    Raises UnknownParameter, NothingFound or SeveralFound.
    """
    values: dict[str, Scalar] = {}
    for name, one in given.items():
        parameter = question.parameter(name)
        value = parameter.read(one) if isinstance(one, str) else one
        values[parameter.name] = node_id(parameter, str(value), index) if parameter.is_node else value
    return question.values(values)
