// Which sub-clusters cut across all industries, and what says so?
// Derived: findings of the method that looks for their industries. Their concentrations are reported, none is
// asserted.
// tags: framework designer, researcher
MATCH (f:Finding {method: 'concentration', outcome: 'cross-cutting'})-[:CONCERNS]->(s:SubCluster)
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(s)
OPTIONAL MATCH (s)-[r:CONCENTRATED_IN]->(:Industry)
WITH f, s, c, count(r) AS industriesReported
RETURN s.title AS subCluster, c.title AS cluster, industriesReported, f.reason AS reason
ORDER BY s.id
