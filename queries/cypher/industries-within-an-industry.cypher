// Which industries, one level finer, are in an industry of any level?
// Narrower counts the codes one level finer still. A note says where OEWS does not cover an industry.
// tags: state data, researcher
// industry: Industry = naics/2022/51
MATCH (:Industry {id: $industry})<-[:BROADER]-(i:Industry)
OPTIONAL MATCH (i)<-[:BROADER]-(finer:Industry)
WITH i, count(finer) AS narrower
RETURN i.code AS code, i.title AS title, narrower, i.note AS note
ORDER BY i.code
