"""Occupation."""

import streamlit as st

from dashboard.data import ask, ids, opened
from dashboard.parts.choosing import chosen
from dashboard.parts.foot import other_forms
from dashboard.parts.statements import statements
from dashboard.parts.tables import table
from ontology.nodes import Occupation

st.title("Occupation")
x = chosen("Which occupation?", [o for o in opened().graph.of_kind(Occupation)])
if x:
    st.header(x.title)
    rows = ask("related-occupations", occupation=x.id)
    table([{"id": ids("Occupation")[r["code"]], **r} for r in rows], "related", origin="published")
    table(
        [{"id": ids("Occupation")[r["code"]], **r} for r in ask("occupations-of-a-cluster-by-median-wage")],
        "wages",
        origin="derived",
    )
    statements(x.id)
    other_forms(x.id)
