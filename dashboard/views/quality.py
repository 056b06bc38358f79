"""Quality."""

import streamlit as st

st.title("Quality")
st.write(dict(st.query_params))
