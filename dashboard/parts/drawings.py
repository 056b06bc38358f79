"""Drawings whose parts lead somewhere, as a component of our own: no frame, the page's own theme, a keyboard."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from dashboard.figures.figure import Drawing
from dashboard.looks import css_variables
from dashboard.parts.links import go

_SCRIPT = """\
export default function ({ parentElement, setTriggerValue }) {
  for (const part of parentElement.querySelectorAll("[data-id]")) {
    part.onclick = () => setTriggerValue("chosen", part.dataset.id);
    part.onkeydown = (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); part.onclick(); }
    };
  }
}
"""


@cache
def _component(name: str, svg: str, css: str) -> Any:
    return st.components.v2.component(name, html=svg, css=css, js=_SCRIPT)


def drawing(drawn: Drawing, name: str, *, width: int) -> None:
    """Shows a drawing at most so many pixels wide; who chooses a part of it is shown that thing's page."""
    css = f":host {{ {css_variables()} }} svg {{ display: block; width: 100%; max-width: {width}px; }}"
    shown = _component(name, drawn.svg, css)
    found = shown(key=f"drawing {name}", on_chosen_change=lambda: None)
    if found.chosen:
        go(found.chosen)
