"""Compare."""

import streamlit as st

st.title("Compare")
st.write(dict(st.query_params))
