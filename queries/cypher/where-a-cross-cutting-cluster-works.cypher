// In the industries of which clusters do a cross-cutting cluster's occupations work?
// Derived: national jobs, May 2025, in the sectors that the workbook gives each other cluster. Sectors 54 and 92
// belong to two clusters each and count for both, so that rows must not be added up; there confidence is lower.
// tags: researcher, framework designer, state data
// cluster: CareerCluster = framework/2024/cluster/digital-technology
MATCH (:CareerCluster {id: $cluster})-[r:PRESENT_IN]->(c:CareerCluster)
WHERE r.asserted
RETURN c.title AS cluster, r.jobs AS jobs, r.share AS shareOfItsJobs,
  r.shareOfIndustries AS shareOfJobsThere, r.confidence AS confidence
ORDER BY jobs DESC, c.id
