"""Fields for the parameters of a query: a thing to choose, a number, a truth, a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import streamlit as st

from dashboard.asking import Field, start
from dashboard.data import opened
from dashboard.parts.links import title_of
from queries.catalog import Parameter
from queries.given import node_id, specific
from queries.show import NothingFound, SeveralFound

_IN_A_ROW = 3
_FREE = "10 is a number, 15-1252 a text. A text that looks like a number stands in quotes: '11.0701'."


def given(fields: Sequence[Field], asked: Mapping[str, str]) -> dict[str, str]:
    """Fields that begin with what is asked; gives what stands in each, as a text."""
    found: dict[str, str] = {}
    for first in range(0, len(fields), _IN_A_ROW):
        for place, one in zip(st.columns(_IN_A_ROW), fields[first : first + _IN_A_ROW], strict=False):
            with place:
                # A new key where the address has changed; else the field would keep what it had.
                found[one.name] = _field(one, asked.get(one.name, ""), f"given {one.name} {asked.get(one.name)}")
    return found


def _field(one: Field, text: str, key: str) -> str:
    if one.parameter is None:
        return st.text_input(f"{one.label} (${one.name})", text, key=key, help=_FREE, max_chars=1_000)
    if one.parameter.is_node:
        return _thing(one.label, one.parameter, text, key)
    value = start(one.parameter, text)
    if isinstance(value, bool):
        return str(st.checkbox(one.label, value, key=key)).lower()
    if isinstance(value, int | float):
        return str(st.number_input(one.label, value=value, key=key))
    return st.text_input(one.label, value, key=key)


def _thing(label: str, parameter: Parameter, text: str, key: str) -> str:
    options = _of(opened().about.build, parameter.type)
    found = _meant(parameter, text)
    picked = st.selectbox(
        label,
        options,
        index=options.index(found) if found in options else None,
        format_func=title_of,
        key=key,
        placeholder="Type a title or a code",
    )
    return picked or ""


@lru_cache(maxsize=20)
def _of(build: str, label: str) -> list[str]:  # noqa: ARG001 - a part of the cache's key
    kinds = specific({label})
    return sorted((node.id for node in opened().graph.nodes.values() if node.kind in kinds), key=title_of)


def _meant(parameter: Parameter, text: str) -> str:
    try:
        return node_id(parameter, text or str(parameter.default), opened().index)
    except (NothingFound, SeveralFound):
        return ""
