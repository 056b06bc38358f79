// From a pathway of 2002 to occupations: what do those of its likely successors pay?
// The successors are derived, asserted ones only; that they cover an occupation is published. confidence is that
// of the surest successor which covers it. Figures are national; occupations without a wage of their own are
// left out, openings and education are null where BLS gives none.
// tags: counsellor, state data
// pathway: LegacyPathway = framework/2002/pathway/natural-resources-systems
// minimumWage: int = 60000
// limit: int = 20
MATCH (p:LegacyPathway {id: $pathway})-[r:LIKELY_SUCCEEDED_BY]->(s:SubCluster)-[:COVERS_OCCUPATION]->(o:Occupation)
WHERE r.asserted AND o.medianWage2025 >= $minimumWage
OPTIONAL MATCH (p)-[i:INCLUDED_OCCUPATION]->(o)
WITH o, r, s, i
ORDER BY s.title, s.id
WITH o, collect(s.title) AS likelySuccessors, max(r.confidence) AS confidence, count(i) AS included
RETURN o.code AS code, o.title AS occupation, o.medianWage2025 AS medianWage2025,
  o.openings2024to2034 AS openings2024to2034, o.entryEducation2024 AS entryEducation2024, likelySuccessors,
  confidence, included > 0 AS inPathwayOf2002
ORDER BY medianWage2025 DESC, code
LIMIT $limit
