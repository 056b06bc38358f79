// How many people of an occupation work for government, and what are they paid?
// National, May 2025: federal, state and local, without public schools, hospitals and the postal service,
// which are counted in their industries. Jobs and share are null where BLS withholds them; wages are medians,
// dollars a year.
// tags: counsellor, state data
// occupation: Occupation = soc/2018/33-2011
MATCH (:Occupation {id: $occupation})<-[:COMBINES*0..1]-(:Occupation)-[:BROADER*0..1]->(o:Occupation)
MATCH (o)-[employed:EMPLOYED_IN]->(:Government)
RETURN o.code AS code, o.title AS title, employed.jobs AS governmentJobs,
  round(10000.0 * employed.jobs / o.employment2025) / 10000 AS share,
  employed.medianWage AS governmentMedianWage, o.medianWage2025 AS medianWage2025
ORDER BY code
