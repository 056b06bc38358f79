"""A statement in Cypher with its parameters and limits, as JSON brings it or an address."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from server.asking.ask import checked_text, time_limit
from server.web.fields import Fields
from server.web.problems import Problem
from server.web.requests import body, limits

JSON = "application/json"
_TAKEN = {"accept": JSON, "accept-post": JSON}
_SHAPE = '{"statement": "MATCH …", "parameters": {}}'
_DEEPEST = 32
_LONGEST_NUMBER = 400


@dataclass(frozen=True, slots=True)
class Statement:
    """What is asked: a text, its parameters, the most rows, and the seconds that the client would wait."""

    text: str
    parameters: Mapping[str, Any]
    limit: int
    timeout: float


async def posted(request: Request) -> Statement:
    """The statement that the body holds, in JSON. Raises Problem: 400 for no JSON, 422 for another shape."""
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() != JSON:
        raise Problem(415, f"A statement comes as {JSON}, in an object: {_SHAPE}", headers=_TAKEN)
    found = await run_in_threadpool(read_json, await body(request), "The body")
    if not isinstance(found, dict):
        raise Problem(422, f"The body should be an object: {_SHAPE}")
    for name, value in found.items():
        if name not in _MEMBERS:
            raise Problem(422, f"There is no member {name!r}; there are {', '.join(_MEMBERS)}.", member=name)
        fits, expected = _MEMBERS[name]
        if not fits(value):
            raise Problem(422, f"The member {name} should be {expected}.", member=name)
    if "statement" not in found:
        raise Problem(422, "The member statement is missing.", member="statement")
    return _limited(request, found)


def asked(request: Request, text: str, fields: Fields) -> Statement:
    """The statement of an address; its parameters stand there in JSON. Raises Problem."""
    found: dict[str, Any] = {"statement": text}
    if given := fields.one("parameters"):
        found["parameters"] = read_json(given.encode(), "parameters")
        if not isinstance(found["parameters"], dict):
            raise Problem(400, 'parameters should be an object in JSON: {"code": "15-1252"}')
    if limit := fields.one("limit"):
        if not (limit.isascii() and limit.isdigit() and int(limit[:9]) > 0):
            raise Problem(400, f"limit={limit} is no number of rows above zero.")
        found["limit"] = int(limit[:9])
    if timeout := fields.one("timeout"):
        found["timeout"] = time_limit(timeout)
    return _limited(request, found)


def _limited(request: Request, found: Mapping[str, Any]) -> Statement:
    longest = limits(request)
    status = 413 if request.method == "POST" else 414
    return Statement(
        text=checked_text(found["statement"], longest.characters, status),
        parameters=found.get("parameters") or {},
        limit=min(found.get("limit") or longest.rows, longest.rows),
        timeout=found.get("timeout") or longest.timeout,
    )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


_MEMBERS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "statement": (lambda value: isinstance(value, str), "a text"),
    "parameters": (lambda value: value is None or isinstance(value, dict), "an object"),
    "limit": (lambda value: value is None or _is_count(value), "a whole number above zero"),
    "timeout": (lambda value: value is None or _is_time(value), "a number of seconds above zero"),
}


def read_json(text: bytes, what: str) -> Any:
    """What a text in JSON says. Raises Problem, also for what Cypher could not be given."""
    try:
        found = json.loads(
            text.decode("utf-8-sig"), parse_int=_integer, parse_float=_float, parse_constant=_constant
        )
        _check(found, _DEEPEST)
    except UnicodeError:
        raise Problem(400, f"{what} should be UTF-8, and whole characters.") from None
    except ValueError as error:
        raise Problem(400, f"{what} cannot be read as JSON: {error}.") from None
    except RecursionError:
        raise Problem(400, f"{what} is nested too deeply.") from None
    return found


def _check(value: object, deepest: int) -> None:
    """Raises UnicodeError for half a character, which JSON can write, RecursionError for what is nested deeply."""
    if deepest == 0:
        raise RecursionError
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, list):
        for item in value:
            _check(item, deepest - 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check(key, deepest - 1)
            _check(item, deepest - 1)


def _integer(text: str) -> int:
    if len(text) <= 20 and -(2**63) <= (found := int(text)) < 2**63:
        return found
    raise ValueError(f"the number {text[:20]}… is beyond 64 bits")


def _float(text: str) -> float:
    if len(text) < _LONGEST_NUMBER and math.isfinite(found := float(text)):
        return found
    raise ValueError(f"the number {text[:20]}… is too large")


def _constant(text: str) -> float:
    raise ValueError(f"{text} is no number in JSON")
