"""The dashboard: pages in Streamlit, and figures that know nothing of it."""
