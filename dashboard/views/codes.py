"""Codes."""

import streamlit as st

st.title("Codes")
st.write(dict(st.query_params))
