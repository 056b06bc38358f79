// Where is Unmanned Vehicle Technology applied, and as what does one work there?
// The sub-cluster stands in no row of the crosswalk: this list of the report is what is published on it.
// tags: counsellor, framework designer
MATCH (s:SubCluster)-[r:APPLIED_IN]->(c:CareerCluster)
RETURN s.title AS subCluster, c.title AS cluster, r.applications AS applications,
  r.sampleJobTitle AS sampleJobTitle, r.locator AS locator
ORDER BY c.title, c.id
