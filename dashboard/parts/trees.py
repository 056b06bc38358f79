"""Trees of codes to walk with keys or the mouse, as a component of our own: no frame, the page's own theme."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.figures.code_tree import Branch
from dashboard.looks import css_variables
from dashboard.parts.links import go

_HTML = '<div role="tree"></div>'


@cache
def _component() -> Any:
    script, rules = (Path(__file__).with_suffix(end).read_text(encoding="utf-8") for end in (".js", ".css"))
    return st.components.v2.component(
        "code_tree", html=_HTML, css=f":host {{ {css_variables()} }}\n{rules}", js=script
    )


def tree(top: Sequence[Branch], name: str, *, at: str = "") -> None:
    """Shows a tree; who chooses a code is shown its page. It stands open at the code with the id `at`, if any.

    `name` says what the tree is of, and tells it from others.
    """
    codes = [_plain(branch) for branch in top]
    shown = _component()(
        key=f"tree {name}", data={"name": name, "codes": codes, "at": at}, on_chosen_change=lambda: None
    )
    if shown.chosen:
        go(shown.chosen)


def _plain(branch: Branch) -> list[Any]:
    return [branch.id, branch.code, branch.title, [_plain(child) for child in branch.children]]
