// Which job titles of a cluster have no sure occupation, and why?
// Derived: findings on the cluster's sample or emerging titles: ambiguous, unmatched, below the floor, or in
// part. Candidates are occupations that the method reports and does not assert.
// tags: researcher, framework designer
// cluster: CareerCluster = framework/2024/cluster/construction
// emerging: bool = true
MATCH (:CareerCluster {id: $cluster})-[l:HAS_SAMPLE_OCCUPATION]->(j:JobTitle)<-[:CONCERNS]-(f:Finding)
WHERE l.emerging = $emerging
OPTIONAL MATCH (j)-[r:CLASSIFIED_AS {asserted: false}]->(o:Occupation)
WITH l, j, f, o
ORDER BY o.code
WITH l, j, f, collect(o.title) AS candidates
RETURN j.title AS jobTitle, f.outcome AS outcome, candidates, f.reason AS reason
ORDER BY l.position, j.id
