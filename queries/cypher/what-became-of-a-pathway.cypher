// What became of a pathway of 2002?
// Derived: its likely successors among the sub-clusters of 2024, the surest first. Shares are of its occupations
// and their jobs, May 2025, national, each split over its sub-clusters; shareOfJobs is null where none has
// figures, agreesWithReport where the report does not say. Evidence is what both share: occupations, or by
// titles also programs. Links below the method's floor come only with alsoReported.
// tags: counsellor, state data, researcher
// pathway: LegacyPathway = framework/2002/pathway/natural-resources-systems
// alsoReported: bool = false
MATCH (p:LegacyPathway {id: $pathway})-[r:LIKELY_SUCCEEDED_BY]->(s:SubCluster)
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(s)
WHERE r.asserted OR $alsoReported
UNWIND r.evidence AS id
OPTIONAL MATCH (o:Occupation {id: id})
OPTIONAL MATCH (q:Program {id: id})
WITH r, s, c, coalesce(o.title, q.title) AS title, id
ORDER BY id
WITH r, s, c, collect(title) AS evidence
RETURN s.title AS subCluster, c.title AS cluster, r.confidence AS confidence, r.asserted AS asserted,
  r.method AS method, r.sharedOccupations AS sharedOccupations, r.shareOfOccupations AS shareOfOccupations,
  r.shareOfJobs AS shareOfJobs, r.agrees AS agreesWithReport, evidence
ORDER BY confidence DESC, s.id
