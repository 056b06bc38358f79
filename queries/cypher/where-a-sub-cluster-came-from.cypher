// From which pathways of 2002 does a sub-cluster likely come?
// Derived: the pathways that likely go on in it, the surest first. Shares are of the pathway's occupations and
// their jobs, May 2025, national; shareOfJobs is null where none has figures, agreesWithReport where the report
// does not say.
// tags: counsellor, state data, framework designer
// subCluster: SubCluster = framework/2024/sub-cluster/plant-systems
// alsoReported: bool = false
MATCH (l:LegacyCluster)-[:HAS_PATHWAY]->(p:LegacyPathway)-[r:LIKELY_SUCCEEDED_BY]->(s:SubCluster {id: $subCluster})
WHERE r.asserted OR $alsoReported
RETURN p.title AS pathway, l.title AS legacyCluster, r.confidence AS confidence, r.asserted AS asserted,
  r.method AS method, r.sharedOccupations AS sharedOccupations, r.shareOfOccupations AS shareOfOccupations,
  r.shareOfJobs AS shareOfJobs, r.agrees AS agreesWithReport
ORDER BY confidence DESC, p.id
