"""Cypher."""

import streamlit as st

st.title("Cypher")
st.write(dict(st.query_params))
