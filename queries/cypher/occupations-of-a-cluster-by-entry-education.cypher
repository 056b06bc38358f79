// Which occupations of a cluster are open at each level of education, up to a highest one?
// National: education typically needed for entry, in BLS's order, lowest first; median wage in dollars a year,
// May 2025, null where BLS releases none. Such an occupation is listed only if the minimum wage is 0.
// tags: counsellor, state data
// cluster: CareerCluster = framework/2024/cluster/healthcare-human-services
// highestEducation: text = Associate's degree
// minimumWage: int = 50000
WITH ['No formal educational credential', 'High school diploma or equivalent', 'Some college, no degree',
      'Postsecondary nondegree award', "Associate's degree", "Bachelor's degree", "Master's degree",
      'Doctoral or professional degree'] AS levels
UNWIND range(0, size(levels) - 1) AS highest
UNWIND range(0, highest) AS level
WITH level, levels[level] AS education, levels[highest] AS highestEducation
WHERE highestEducation = $highestEducation
MATCH (:CareerCluster {id: $cluster})-[:HAS_SUB_CLUSTER]->(:SubCluster)-[:COVERS_OCCUPATION]->(o:Occupation)
WHERE o.entryEducation2024 = education AND coalesce(o.medianWage2025, 0) >= $minimumWage
WITH DISTINCT level, education, o
RETURN education AS entryEducation2024, o.code AS code, o.title AS title, o.medianWage2025 AS medianWage2025,
  o.openings2024to2034 AS openings2024to2034
ORDER BY level, coalesce(o.medianWage2025, 0) DESC, o.code
