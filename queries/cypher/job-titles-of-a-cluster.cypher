// Which job titles does the report name for a cluster, as samples or as emerging?
// Also in are other clusters that the report's remark on the title names.
// tags: counsellor, researcher
// cluster: CareerCluster = framework/2024/cluster/energy-natural-resources
// emerging: bool = true
MATCH (c:CareerCluster {id: $cluster})-[r:HAS_SAMPLE_OCCUPATION {emerging: $emerging}]->(j:JobTitle)
OPTIONAL MATCH (j)-[:ALSO_IN]->(other:CareerCluster)
WHERE other.id <> c.id
WITH r, j, other
ORDER BY other.title, other.id
WITH r, j, collect(other.title) AS alsoIn
RETURN r.position AS position, j.title AS jobTitle, r.printed AS printed, alsoIn, r.note AS note
ORDER BY r.position, j.id
