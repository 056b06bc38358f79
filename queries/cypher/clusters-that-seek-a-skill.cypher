// Which clusters list a skill, and in which of the report's lists?
// tags: counsellor, researcher
// skill: Skill = skill/python
MATCH (:Skill {id: $skill})<-[r:SEEKS_SKILL]-(c:CareerCluster)
RETURN c.title AS cluster, r.kind AS kind, r.position AS position, r.printed AS printed, r.locator AS locator
ORDER BY c.title, c.id, r.kind, r.position
