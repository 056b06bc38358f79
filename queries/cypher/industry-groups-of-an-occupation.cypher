// In which finer industries do people of an occupation work?
// National, May 2025: jobs in 4-digit industry groups. They do NOT add up, neither to the subsector nor to all
// jobs: BLS publishes only some groups. The figures are of the code that BLS counts: the occupation itself, or
// the broad or combined one that it is in.
// tags: state data, researcher
// occupation: Occupation = soc/2018/15-1252
// limit: int = 10
MATCH (:Occupation {id: $occupation})<-[:COMBINES*0..1]-(:Occupation)-[:BROADER*0..1]->(o:Occupation)
MATCH (o)-[employed:EMPLOYED_IN_GROUP]->(g:IndustryGroup)-[:BROADER]->(i:Subsector)
WHERE employed.jobs IS NOT NULL
RETURN o.code AS occupation, g.code AS industryGroup, g.title AS industryGroupTitle, i.code AS subsector,
  employed.jobs AS jobs, employed.medianWage AS medianWage
ORDER BY employed.jobs DESC, g.code
LIMIT $limit
