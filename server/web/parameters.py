"""Parameters of a request, by name: read, or refused with words that say what to give."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches
from typing import Self

from starlette.requests import Request

from server.web.fields import Fields
from server.web.problems import Problem

_TRUTHS = {"true": True, "false": False}


class Parameters:
    """What a query or a form gives by name. Every method raises a Problem, 400, for what it cannot take."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields

    @classmethod
    def of(cls, request: Request, **more: str) -> Self:
        """Those of the address, and `more`."""
        return cls(Fields(request.scope["query_string"], **more))

    def several(self, name: str, most: int) -> tuple[str, ...]:
        """All values of a parameter that may be given more than once."""
        found = self._fields.all(name)
        if len(found) > most:
            often = "once" if most == 1 else f"{most} times"
            said = f"{name} is given {len(found)} times; it may be given {often}."
            raise Problem(400, said, parameter=name)
        return found

    def maybe(self, name: str) -> str | None:
        """The value of a parameter that may be left out; None where it is."""
        return self._fields.one(name)

    def text(self, name: str, example: str) -> str:
        """The value of a parameter that must be there."""
        found = self.maybe(name)
        if found is None or not found.strip():
            raise missing(name, example)
        return found

    def number(self, name: str, least: int, most: int, default: int) -> int:
        """A whole number between two bounds."""
        found = self.maybe(name)
        if found is None:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", found) or not least <= int(found) <= most:
            said = f"{name} is a whole number from {least} to {most}, not {shortened(found)!r}."
            raise Problem(400, said, parameter=name)
        return int(found)

    def truth(self, name: str) -> bool:
        """`true` or `false`, which is the default."""
        return _TRUTHS[self.choice(name, _TRUTHS) or "false"]

    def choice(self, name: str, among: Collection[str]) -> str | None:
        """One of several words, None where it is left out."""
        found = self.maybe(name)
        return None if found is None else known(name, found, among)


def missing(name: str, example: str) -> Problem:
    """What is said where a parameter is not there."""
    return Problem(400, f"{name} is missing. An example: {example}", parameter=name, example=example)


def known(name: str, value: str, among: Collection[str]) -> str:
    """The value, if it is among those that there are. Raises Problem."""
    if value in among:
        return value
    by_form = {word.lower(): word for word in among}
    near = [by_form[form] for form in get_close_matches(value[:100].lower(), by_form, 3)]
    hint = f"did you mean {' or '.join(near)}?" if near else f"it is one of {', '.join(among)}."
    raise Problem(400, f"{name} cannot be {shortened(value)!r}; {hint}", parameter=name, among=list(among))


def shortened(text: str) -> str:
    """A text as a message repeats it."""
    return text if len(text) <= 100 else f"{text[:100]}…"
