// What became of each cluster of 2002, by the report?
// One cluster may go on in several. The locator names the section of the report, the note says what to know.
// tags: counsellor, researcher, framework designer
MATCH (old:LegacyCluster)
OPTIONAL MATCH (old)-[r:SUCCEEDED_BY]->(c:CareerCluster)
RETURN old.title AS legacyCluster, r.change AS change, c.title AS cluster, r.locator AS locator, r.note AS note
ORDER BY old.title, old.id, coalesce(c.title, ''), coalesce(c.id, '')
