// Which clusters and pathways of 2002 went into a cluster, by the report?
// Also what went into one of its sub-clusters, where the report says so in words. Added means new in 2024.
// tags: counsellor, researcher, framework designer
// cluster: CareerCluster = framework/2024/cluster/energy-natural-resources
MATCH (:CareerCluster {id: $cluster})-[:HAS_SUB_CLUSTER*0..1]->(part:CareerCluster|SubCluster)
MATCH (old:LegacyCluster|LegacyPathway)-[r:SUCCEEDED_BY]->(part)
RETURN
  CASE
    WHEN old:LegacyCluster THEN 'cluster'
    ELSE 'pathway'
  END AS was,
  old.title AS legacyTitle, r.change AS change, part.title AS wentInto, r.locator AS locator, r.note AS note
ORDER BY old.id, part.id
