"""What is given for the parameters of named questions and examples, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from starlette.requests import Request

from queries.catalog import Parameter, Question, UnknownParameter
from queries.show import NothingFound, SeveralFound
from queries.sparql_catalog import Example
from server.web.parameters import shortened
from server.web.problems import Problem
from server.web.requests import near

KINDS: Mapping[str, str] = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "text": "a text",
}


def checked(named: Question | Example, given: Mapping[str, str]) -> dict[str, str]:
    """Name → text, of what is given for parameters. Raises Problem where there is none such, or no such kind."""
    return {_parameter(named, name, text).name: text for name, text in given.items()}


def _parameter(named: Question | Example, name: str, text: str) -> Parameter:
    try:
        parameter = named.parameter(name)
    except UnknownParameter:
        known = ", ".join(parameter.option for parameter in named.parameters) or "none"
        raise Problem(400, f"{named.name} has no parameter {name}; it has: {known}.") from None
    try:
        parameter.read(text)
    except UnknownParameter:
        raise Problem(400, f"{parameter.option} is {KINDS[parameter.type]}, not {text!r}.") from None
    return parameter


@contextmanager
def things(request: Request) -> Iterator[None]:
    """Within, a title or code that names nothing, or several things, is a Problem that names those near it."""
    try:
        yield
    except NothingFound as error:
        detail = f"Nothing of that kind has the id, code or title {shortened(error.asked)!r}."
        raise Problem(404, detail, near=near(request, error.near)) from None
    except SeveralFound as error:
        detail = f"{shortened(error.asked)!r} names several things; say which by its id."
        raise Problem(409, detail, near=near(request, error.hits)) from None
