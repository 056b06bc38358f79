"""Explore."""

import streamlit as st

st.title("Explore")
st.write(dict(st.query_params))
