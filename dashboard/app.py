"""The dashboard's way in: which pages there are, the search beside each, the build below each."""

from __future__ import annotations

import streamlit as st

from dashboard.looks import style
from dashboard.pages import HOME, PageEntry, pages
from dashboard.parts.foot import build_line
from dashboard.parts.links import HERE, go_home
from dashboard.parts.theme import watch_theme


def main() -> None:
    """Shows the page that the address names."""
    # An emoji: a Material icon would be fetched from elsewhere.
    st.set_page_config(page_title="careergraph", page_icon="🧭", layout="wide")
    st.html(style())
    shown = st.navigation([_page(page) for page in pages().values()], expanded=True)
    st.session_state[HERE] = shown.url_path or HOME
    _search()
    shown.run()
    build_line()
    watch_theme()


def _page(page: PageEntry) -> st.Page:
    at_root = page.name == HOME
    path = None if at_root else page.name
    return st.Page(page.file, title=page.title, url_path=path, default=at_root)


def _search() -> None:
    with st.sidebar.form("search", border=False, clear_on_submit=True, enter_to_submit=True):
        text = st.text_input("Search everything", placeholder="nurse, 11-1011, plant systems")
        if st.form_submit_button("Search") and text.strip():
            go_home(q=text.strip()[:200])


main()
