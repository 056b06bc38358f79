"""What may be passed to a query as a parameter, on any engine."""

from __future__ import annotations

from collections.abc import Mapping

from queries.store import ParameterRefused


def check_parameters(parameters: Mapping[str, object]) -> None:
    """Raise ParameterRefused for a value that Cypher does not have, however deep in a list or map it stands."""
    for name, value in parameters.items():
        _check(name, value)


def _check(name: str, value: object) -> None:
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ParameterRefused(name, f"{value} is beyond 64 bits")
    if isinstance(value, list | tuple):
        for item in value:
            _check(name, item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _check(name, item)
            if not isinstance(key, str):
                raise ParameterRefused(name, f"the key {key!r} is not text")
    elif not isinstance(value, bool | int | float | str | None):
        raise ParameterRefused(name, f"Cypher has no {type(value).__name__}")
