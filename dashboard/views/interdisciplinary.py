"""Interdisciplinary."""

import streamlit as st

st.title("Interdisciplinary")
st.write(dict(st.query_params))
