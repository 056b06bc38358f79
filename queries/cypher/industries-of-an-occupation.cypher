// In which industries do people of an occupation work?
// National, May 2025: jobs in 3-digit industries and government, which add up; the share is of all jobs of the
// occupation, so that shares fall short of 1 by what BLS withholds. The figures are of the code that BLS
// counts: the occupation itself, or the broad or combined one that it is in.
// tags: counsellor, state data, researcher
// occupation: Occupation = soc/2018/15-1252
// limit: int = 10
MATCH (:Occupation {id: $occupation})<-[:COMBINES*0..1]-(:Occupation)-[:BROADER*0..1]->(o:Occupation)
MATCH (o)-[employed:EMPLOYED_IN]->(i:Industry)
WHERE employed.jobs IS NOT NULL
RETURN o.code AS occupation, i.code AS industry, i.title AS industryTitle, employed.jobs AS jobs,
  round(10000.0 * employed.jobs / o.employment2025) / 10000 AS share, employed.medianWage AS medianWage
ORDER BY employed.jobs DESC, i.code
LIMIT $limit
