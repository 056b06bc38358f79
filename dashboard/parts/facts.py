"""The figures that a page begins with."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def facts(numbers: Mapping[str, int], note: str = "") -> None:
    """What it is called → how much there is, side by side, and a remark on them."""
    with st.container(horizontal=True, gap="medium"):
        for name, number in numbers.items():
            st.metric(name, f"{number:,}", width="content")
    if note:
        st.caption(note)
