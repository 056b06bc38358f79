from __future__ import annotations

import pytest

from queries.hints import unknown_names

KNOWN = ("Occupation", "DetailedOccupation", "SubCluster", "COVERS_OCCUPATION")


@pytest.mark.parametrize(
    ("cypher", "unknown"),
    [
        ("MATCH (n:Occupaton) RETURN n", {"Occupaton": ["Occupation"]}),
        ("MATCH (n:occupation) RETURN n", {"occupation": ["Occupation"]}),
        ("MATCH (:SubCluster)-[r:COVERS_OCUPATION]->(o) RETURN o", {"COVERS_OCUPATION": ["COVERS_OCCUPATION"]}),
        ("MATCH (n:Occupation|Subcluster) RETURN n", {"Subcluster": ["SubCluster"]}),
        ("MATCH (n) WHERE (n:Nothing) RETURN n", {"Nothing": []}),
    ],
)
def test_names_a_misspelled_label_or_type_and_what_is_near(cypher: str, unknown: dict[str, list[str]]) -> None:
    assert {name: near[:1] for name, near in unknown_names(cypher, KNOWN).items()} == unknown


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n:Occupation {code: '99-0000'}) RETURN n {.code, x: 1}",
        "MATCH (n:SubCluster:Occupation)-[:COVERS_OCCUPATION*1..2]->() RETURN n",
        "MATCH (n) WHERE n.title = '(x:Nothing)' // (y:Nothing)\nRETURN n[0..2]",
    ],
)
def test_is_silent_where_every_name_is_known(cypher: str) -> None:
    assert unknown_names(cypher, KNOWN) == {}
