// Which skills do the employers of a cluster seek, by the report's list?
// The kind is specialized or software. The report has no such list for Marketing & Sales.
// tags: counsellor, researcher
// cluster: CareerCluster = framework/2024/cluster/digital-technology
// kind: text = specialized
MATCH (:CareerCluster {id: $cluster})-[r:SEEKS_SKILL {kind: $kind}]->(k:Skill)
RETURN r.position AS position, k.title AS skill, r.printed AS printed, r.note AS note
ORDER BY r.position, k.id
