// Which series and family of the CIP is a program in?
// tags: state data, researcher
// program: Program = cip/2020/11.0701
MATCH path = (:Program {id: $program})-[:BROADER*1..2]->(group:Program)
WITH group, length(path) AS steps
RETURN steps, group.code AS code, group.title AS title,
  CASE
    WHEN group:ProgramFamily THEN 'family'
    ELSE 'series'
  END AS level
ORDER BY steps, group.code
