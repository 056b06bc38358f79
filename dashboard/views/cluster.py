"""Cluster."""

import streamlit as st

st.title("Cluster")
st.write(dict(st.query_params))
