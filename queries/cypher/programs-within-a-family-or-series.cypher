// Which series are in a family of the CIP, or which programs in a series?
// Narrower counts the codes one level finer. A reserved code names no program yet.
// tags: counsellor, state data, researcher
// group: Program = cip/2020/11
MATCH (:Program {id: $group})<-[:BROADER]-(p:Program)
OPTIONAL MATCH (p)<-[:BROADER]-(finer:Program)
WITH p, count(finer) AS narrower
RETURN p.code AS code, p.title AS title, narrower, p.retired AS retired, p.reserved AS reserved
ORDER BY p.code
