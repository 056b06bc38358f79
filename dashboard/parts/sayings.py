"""What every page says alike: who says a thing, how sure it is, of where figures are."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from dashboard.looks import Theme
from queries.evidence import evidence

Origin = Literal["published", "derived", ""]
NATIONAL = "National figures"
_COLOURS = {"published": "gray", "derived": "orange"}


def theme() -> Theme:
    """What the reader's browser shows: light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def tag(origin: Origin) -> str:
    """Markdown that says who says it: a publisher, or a method of ours."""
    return f":{_COLOURS[origin]}-badge[{origin}]" if origin else ""


def origin_of(derived: bool) -> Origin:
    """The word for whether a method of ours says it."""
    return "derived" if derived else "published"


def sure(method: str, confidence: float, *, asserted: bool = True) -> str:
    """How sure a derived link is, in words: `strong evidence`, `some evidence`, `weak evidence`."""
    return f"{evidence(method, confidence, asserted=asserted)} evidence"
