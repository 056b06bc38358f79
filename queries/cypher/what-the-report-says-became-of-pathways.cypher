// Of which pathways of 2002 does the report say in words what they became, and in which section?
// The report does so for a few only. What the others likely became is derived, and asked elsewhere.
// tags: researcher, framework designer
MATCH (old:LegacyCluster)-[:HAS_PATHWAY]->(w:LegacyPathway)-[r:SUCCEEDED_BY]->(modern:CareerCluster|SubCluster)
RETURN old.title AS legacyCluster, w.title AS pathway, r.change AS change, modern.title AS successor,
  CASE
    WHEN modern:CareerCluster THEN 'cluster'
    ELSE 'sub-cluster'
  END AS successorIs,
  r.locator AS locator, r.note AS note
ORDER BY w.id, modern.id
