// Which clusters are cross-cutting, and which others do they cross?
// As the report has it: each of the three crosses all others, and the other two as well.
// tags: counsellor, framework designer
MATCH (c:CareerCluster {crossCutting: true})-[r:CROSS_CUTS]->(other:CareerCluster)
RETURN c.title AS cluster, other.title AS crosses, other.crossCutting AS alsoCrossCutting, r.locator AS locator
ORDER BY c.title, c.id, other.title, other.id
