"""What a page shows, read as its user would."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

_TEXTS = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")


def shown(test: AppTest) -> str:
    """All texts of a page in Markdown, one below the other, without those of tables and of figures."""
    return "\n".join(str(getattr(element, "value", "")) for kind in _TEXTS for element in test.get(kind))
