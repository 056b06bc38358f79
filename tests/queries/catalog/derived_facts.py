"""What the answers on derived links share: facts by code and id, and who belongs where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from ontology.derived import Concerns, Derived, LikelySucceededBy
from ontology.nodes import Finding
from tests.queries.catalog.world import Row, World

CLUSTER = "framework/2024/cluster/"
SUB_CLUSTER = "framework/2024/sub-cluster/"
LEGACY_CLUSTER = "framework/2002/cluster/"
PATHWAY = "framework/2002/pathway/"


def succession(world: World, also_reported: bool = False) -> list[LikelySucceededBy]:
    return [r for r in world.derived(LikelySucceededBy) if r.asserted or also_reported]


def stands(r: Derived) -> Row:
    return {"confidence": r.confidence, "asserted": r.asserted, "method": r.method}


def homes(world: World) -> dict[str, str]:
    """Sub-cluster → its cluster."""
    facts = world.facts["framework"]["sub_clusters"]
    return {f"{SUB_CLUSTER}{fact['slug']}": f"{CLUSTER}{fact['cluster']}" for fact in facts}


def legacy_homes(world: World) -> dict[str, str]:
    """Pathway → its cluster of 2002."""
    facts = world.facts["framework"]["pathways"]
    return {f"{PATHWAY}{fact['slug']}": f"{LEGACY_CLUSTER}{fact['legacy_cluster']}" for fact in facts}


def findings(world: World) -> dict[str, Finding]:
    """What a finding concerns → the finding."""
    found = {}
    for r in world.derived(Concerns):
        node = world.node(r.start)
        assert isinstance(node, Finding)
        found[r.end] = node
    return found


def national(world: World, column: str) -> dict[str, int]:
    """Occupation code → a national figure of May 2025, where it is published as a number."""
    cells = [cell for cell in world.facts["oews"]["cells"] if cell["industry"] == "000000"]
    return {cell["occupation"]: int(cell[column]) for cell in cells if cell[column] not in ("", "#")}


def projected(world: World, column: str) -> dict[str, str]:
    """Occupation code → a figure of the projections, where there is one."""
    return {fact["code"]: fact[column] for fact in world.facts["projections"]["occupations"] if fact[column]}


def occupation(world: World, code: str) -> str:
    """Id of the occupation of a code: SOC's, or one that BLS combines."""
    combined = {fact["code"] for fact in world.facts["bls_combined"]["occupations"]}
    return f"bls-combined/{code}" if code in combined else f"soc/2018/{code}"


def rows_of_sub_clusters(world: World) -> Mapping[str, Collection[str]]:
    """Sub-cluster → codes of the occupations that the crosswalk has there."""
    found: dict[str, set[str]] = defaultdict(set)
    for fact in world.facts["crosswalk"]["sub_cluster_occupations"]:
        found[f"{SUB_CLUSTER}{fact['sub_cluster']}"].add(fact["soc"])
    return found


def included_in(world: World) -> Mapping[str, Collection[str]]:
    """Pathway → codes of the occupations that O*NET lists for it."""
    found: dict[str, set[str]] = defaultdict(set)
    for fact in world.facts["onet"]["pathway_occupations"]:
        found[f"{PATHWAY}{fact['pathway']}"].add(fact["soc"])
    return found


def published_clusters(world: World) -> Mapping[str, set[str]]:
    """Occupation code → clusters that the crosswalk has it in, or the group it is in, or one of its parts."""
    home, stated = homes(world), defaultdict(set)
    for sub_cluster, codes in rows_of_sub_clusters(world).items():
        for code in codes:
            stated[code].add(home[sub_cluster])
    pairs = [(fact["code"], fact["part"]) for fact in world.facts["bls_combined"]["parts"]]
    pairs += [(f"{fact['code'][:-1]}0", fact["code"]) for fact in world.facts["soc"]["codes"]]
    found: dict[str, set[str]] = defaultdict(set)
    for whole, part in pairs:
        found[whole] |= stated[whole] | stated[part]
        found[part] |= stated[whole] | stated[part]
    return found
