// Which occupations are a cluster's emerging job titles, and what do they pay?
// The report lists the titles; their occupations are derived, asserted ones only. Titles that stay open have a
// question of their own. Wages are national; an occupation without one counts as 0 against the minimum and shows
// null.
// tags: counsellor, state data
// cluster: CareerCluster = framework/2024/cluster/energy-natural-resources
// minimumWage: int = 0
MATCH (:CareerCluster {id: $cluster})-[l:HAS_SAMPLE_OCCUPATION]->(j:JobTitle)-[r:CLASSIFIED_AS]->(o:Occupation)
WHERE l.emerging AND r.asserted AND coalesce(o.medianWage2025, 0) >= $minimumWage
RETURN j.title AS jobTitle, o.code AS code, o.title AS occupation, r.confidence AS confidence,
  o.medianWage2025 AS medianWage2025, o.openings2024to2034 AS openings2024to2034
ORDER BY l.position, code
