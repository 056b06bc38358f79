// In which industries does a sub-cluster live?
// Derived: subsectors, or government, where the jobs of its occupations stand out; national, May 2025 (OEWS) or
// 2022 (Employment Matrix). Each occupation's jobs are split over its sub-clusters; shares by different
// witnesses do not add up. otherFiguresAgree is null where the other figures do not cover the industry.
// Evidence: occupations with most jobs.
// tags: state data, researcher, counsellor
// subCluster: SubCluster = framework/2024/sub-cluster/web-cloud
// alsoReported: bool = false
MATCH (s:SubCluster {id: $subCluster})-[r:CONCENTRATED_IN]->(i:Industry)
WHERE r.asserted OR $alsoReported
UNWIND r.evidence AS id
OPTIONAL MATCH (o:Occupation {id: id})
WITH r, i, o
ORDER BY o.code
WITH r, i, collect(o.title) AS evidence
RETURN i.code AS code, i.title AS industry, r.jobs AS jobs, r.share AS share,
  r.locationQuotient AS locationQuotient, r.confidence AS confidence, r.asserted AS asserted,
  r.witness AS witness, r.agrees AS otherFiguresAgree, evidence
ORDER BY confidence DESC, code
