"""Building blocks of the pages: what they show with Streamlit, each thing in one way."""
