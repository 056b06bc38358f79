// Which related occupations pay more: stepping stones within the same clusters, or across to others?
// Published data only: O*NET's related occupations (rank 1 is closest) and national median wages of May 2025,
// dollars a year. Figures and clusters are of the code that BLS counts: the occupation, or the broad or
// combined one it is in. Across clusters: those that have no cluster in common; otherwise those that have one.
// tags: counsellor, researcher
// occupation: DetailedOccupation = soc/2018/43-3031
// acrossClusters: bool = false
// minimumGain: int = 5000
MATCH (:DetailedOccupation {id: $occupation})<-[:COMBINES*0..1]-(:Occupation)-[:BROADER*0..1]->(current:Occupation)
MATCH (current)<-[:COVERS_OCCUPATION]-(:SubCluster)<-[:HAS_SUB_CLUSTER]-(own:CareerCluster)
WITH current, collect(DISTINCT own.id) AS ownClusters
MATCH (:DetailedOccupation {id: $occupation})-[related:RELATED_TO]->(o:DetailedOccupation)
MATCH (o)<-[:COMBINES*0..1]-(:Occupation)-[:BROADER*0..1]->(next:Occupation)
MATCH (next)<-[:COVERS_OCCUPATION]-(:SubCluster)<-[:HAS_SUB_CLUSTER]-(c:CareerCluster)
WHERE next.medianWage2025 - current.medianWage2025 >= $minimumGain
WITH DISTINCT current, ownClusters, related, o, next, c
ORDER BY c.title
WITH current, related, o, next, collect(c.title) AS clusters,
  sum(CASE WHEN c.id IN ownClusters THEN 1 ELSE 0 END) AS sharedClusters
WHERE (sharedClusters = 0) = $acrossClusters
RETURN o.code AS code, o.title AS title, related.rank AS rank,
  next.medianWage2025 - current.medianWage2025 AS wageGain, next.medianWage2025 AS medianWage2025,
  next.entryEducation2024 AS entryEducation2024, next.openings2024to2034 AS openings2024to2034, clusters
ORDER BY wageGain DESC, code
