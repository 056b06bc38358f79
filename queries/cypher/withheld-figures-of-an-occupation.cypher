// Which figures of an occupation does BLS withhold, in which industries?
// National, May 2025: 3-digit industries and government. Withheld: jobs, wages, or both; the figures that are
// there stand beside it, the others are null, never zero. A wage may be missing for another reason: wageNote.
// tags: state data, researcher
// occupation: Occupation = soc/2018/15-1242
MATCH (:Occupation {id: $occupation})<-[:COMBINES*0..1]-(:Occupation)-[:BROADER*0..1]->(o:Occupation)
MATCH (o)-[employed:EMPLOYED_IN]->(i:Industry)
WHERE employed.suppressed IS NOT NULL
RETURN o.code AS occupation, i.code AS industry, i.title AS industryTitle, employed.suppressed AS withheld,
  employed.jobs AS jobs, employed.medianWage AS medianWage, employed.wageNote AS wageNote
ORDER BY industry
