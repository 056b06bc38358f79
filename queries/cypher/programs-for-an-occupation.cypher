// Which programs prepare for an occupation, as NCES has it?
// Published. NCES names detailed occupations: a broad or combined one gets the programs of each occupation in
// it. Which of them a sub-cluster takes up is another question:
// programs-for-an-occupation-in-each-sub-cluster.
// tags: counsellor, state data, researcher
// occupation: Occupation = soc/2018/15-1252
MATCH (:Occupation {id: $occupation})-[:COMBINES*0..1]->(:Occupation)<-[:BROADER*0..1]-(o:DetailedOccupation)
MATCH (o)<-[prepares:PREPARES_FOR]-(p:InstructionalProgram)
RETURN o.code AS occupation, p.code AS code, p.title AS title, prepares.locator AS locator
ORDER BY occupation, code
