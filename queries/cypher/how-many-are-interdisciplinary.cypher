// How many occupations and programs are interdisciplinary: flagged, counted, and without teachers?
// flagged: by the workbook. inSeveralClusters: counted over the crosswalk's rows. withoutTeachers: the same
// without the rows of postsecondary teachers (SOC 25-1xxx). Rows with NO MATCH name no program and are no program
// here, while the workbook counts them as one more.
// tags: researcher, framework designer
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(:SubCluster)
  <-[:IN_SUB_CLUSTER]-(a:Alignment)-[:OF_OCCUPATION]->(o:Occupation)
MATCH (a)-[names:OF_OCCUPATION|VIA_PROGRAM]->(thing:Occupation|InstructionalProgram)
WITH type(names) AS named, thing, count(DISTINCT c.id) AS clusters,
  count(DISTINCT CASE WHEN NOT o.code STARTS WITH '25-1' THEN c.id END) AS corrected
RETURN CASE named WHEN 'OF_OCCUPATION' THEN 'occupations' ELSE 'programs' END AS things, count(*) AS number,
  sum(CASE WHEN thing.interdisciplinaryPublished THEN 1 ELSE 0 END) AS flagged,
  sum(CASE WHEN clusters > 1 THEN 1 ELSE 0 END) AS inSeveralClusters,
  sum(CASE WHEN corrected > 1 THEN 1 ELSE 0 END) AS withoutTeachers
ORDER BY things
