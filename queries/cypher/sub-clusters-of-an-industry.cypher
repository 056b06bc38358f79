// Which sub-clusters live in an industry?
// Derived: asserted concentrations in a subsector (3-digit NAICS) or in government; other levels have none. Jobs
// of an occupation are split over its sub-clusters, so that these add up; national, May 2025 (OEWS) or 2022
// (Employment Matrix).
// tags: state data, researcher
// industry: Industry = naics/2022/622
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(s:SubCluster)-[r:CONCENTRATED_IN]->(:Industry {id: $industry})
WHERE r.asserted
RETURN s.title AS subCluster, c.title AS cluster, r.jobs AS jobs, r.share AS shareOfItsJobs,
  r.locationQuotient AS locationQuotient, r.confidence AS confidence, r.witness AS witness
ORDER BY jobs DESC, s.id
