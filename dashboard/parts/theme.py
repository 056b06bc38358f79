"""A watch on the reader's theme: where it changes the page is made again, for figures have its colours in them."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from dashboard.parts.sayings import theme

_SCRIPT = """\
export default function ({ setTriggerValue }) {
  const app = document.querySelector('[data-testid="stApp"]');
  const scheme = () => getComputedStyle(app).colorScheme;
  let last = scheme();
  const watch = new MutationObserver(() => {
    if (scheme() !== last) setTriggerValue("changed", (last = scheme()));
  });
  watch.observe(app, { attributes: true });
  return () => watch.disconnect();
}
"""


@cache
def _component() -> Any:
    return st.components.v2.component("theme", html="<span></span>", js=_SCRIPT)


def watch_theme() -> None:
    """Has the page made again when the browser, or the reader by Streamlit's menu, changes light and dark."""
    # Says, to tests, for which theme the page was made.
    st.html(f'<span data-made-for="{theme()}"></span>')
    _component()(key="theme", on_changed_change=lambda: None)
