"""How sure a derived link is, in words: one table for all who show it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

Word = Literal["strong", "some", "weak"]


@cache
def bounds() -> Mapping[str, Mapping[str, float]]:
    """Method → the least confidence of `some` and of `strong` evidence, 0 to 1, as evidence.toml has them."""
    return tomllib.loads((files("queries") / "evidence.toml").read_text(encoding="utf-8"))


def evidence(method: str, confidence: float, *, asserted: bool = True) -> Word:
    """The word for a confidence, by its own method's measure; weak for what the method does not stand by.

    Raises KeyError where no method has this name.
    """
    least = bounds()[method]
    if not asserted or confidence < least["some"]:
        return "weak"
    return "strong" if confidence >= least["strong"] else "some"
