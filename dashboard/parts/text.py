"""Texts of the graph and of users, so that they are shown as they are."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$^&=])")


def plain(text: str) -> str:
    """A text for Streamlit's Markdown, in which nothing is markup: no link, no formula, no emoji, no colour."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def shortened(text: str, longest: int = 80) -> str:
    """A text that a person typed, to repeat it in a message."""
    return text if len(text) <= longest else f"{text[:longest]}…"
