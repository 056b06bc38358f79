// Which programs does NCES name for an occupation, and the crosswalk does not?
// Published on both sides; that a pair is lacking is read off the rows, and no judgement. subClusters counts
// where the crosswalk has the program for other occupations. Its rows stand at the code that BLS counts: the
// occupation itself, or the broad or combined one that it is in.
// tags: researcher, framework designer
// occupation: DetailedOccupation = soc/2018/11-9121
MATCH (d:DetailedOccupation {id: $occupation})<-[:COMBINES*0..1]-(:Occupation)-[:BROADER*0..1]->(o:Occupation)
MATCH (o)<-[:COVERS_OCCUPATION]-(:SubCluster)
WITH DISTINCT d, o
MATCH (d)<-[prepares:PREPARES_FOR]-(p:InstructionalProgram)
OPTIONAL MATCH (p)<-[:VIA_PROGRAM]-(a:Alignment)-[:OF_OCCUPATION]->(o)
WITH p, prepares, count(a) AS alignments
WHERE alignments = 0
OPTIONAL MATCH (p)<-[:COVERS_PROGRAM]-(s:SubCluster)
WITH p, prepares, count(s) AS subClusters
RETURN p.code AS code, p.title AS title, prepares.locator AS locator, subClusters
ORDER BY code
