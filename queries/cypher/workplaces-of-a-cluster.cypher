// Where do people of a cluster work, by the report's sample?
// Places of work, not NAICS industries. Other clusters are those for which the report names the same place.
// tags: counsellor
// cluster: CareerCluster = framework/2024/cluster/healthcare-human-services
MATCH (c:CareerCluster {id: $cluster})-[r:WORKS_AT]->(w:Workplace)
OPTIONAL MATCH (w)<-[:WORKS_AT]-(other:CareerCluster)
WHERE other.id <> c.id
WITH r, w, other
ORDER BY other.title, other.id
WITH r, w, collect(other.title) AS otherClusters
RETURN r.position AS position, w.title AS workplace, otherClusters
ORDER BY r.position, w.id
