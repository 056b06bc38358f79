"""Then and now."""

import streamlit as st

st.title("Then and now")
st.write(dict(st.query_params))
