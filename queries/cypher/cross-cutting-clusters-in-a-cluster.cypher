// Which cross-cutting cluster is most present in a cluster's industries?
// Derived: national jobs, May 2025, of the cross-cutting cluster's occupations in the cluster's sectors. An
// occupation of two cross-cutting clusters counts in both rows.
// tags: researcher, counsellor, state data
// cluster: CareerCluster = framework/2024/cluster/financial-services
// minimumShare: float = 0.0
MATCH (c:CareerCluster)-[r:PRESENT_IN]->(:CareerCluster {id: $cluster})
WHERE r.asserted AND r.shareOfIndustries >= $minimumShare
RETURN c.title AS crossCuttingCluster, r.jobs AS jobs, r.shareOfIndustries AS shareOfJobsThere,
  r.share AS shareOfItsJobs, r.confidence AS confidence
ORDER BY shareOfJobsThere DESC, c.id
