"""Your framework."""

import streamlit as st

st.title("Your framework")
st.write(dict(st.query_params))
