"""Sub-cluster."""

import streamlit as st

st.title("Sub-cluster")
st.write(dict(st.query_params))
