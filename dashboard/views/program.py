"""Program."""

import streamlit as st

st.title("Program")
st.write(dict(st.query_params))
