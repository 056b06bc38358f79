// Which skills does the report list for both of two clusters?
// A skill may stand in the list of specialized skills of one and in that of software of the other.
// tags: counsellor, researcher, framework designer
// cluster: CareerCluster = framework/2024/cluster/digital-technology
// otherCluster: CareerCluster = framework/2024/cluster/management-entrepreneurship
MATCH (:CareerCluster {id: $cluster})-[r:SEEKS_SKILL]->(k:Skill)
WITH k, r.kind AS kind
ORDER BY kind
WITH k, collect(DISTINCT kind) AS kinds
MATCH (:CareerCluster {id: $otherCluster})-[other:SEEKS_SKILL]->(k)
WITH k, kinds, other.kind AS otherKind
ORDER BY otherKind
WITH k, kinds, collect(DISTINCT otherKind) AS kindsInOther
RETURN k.title AS skill, kinds, kindsInOther
ORDER BY k.title, k.id
