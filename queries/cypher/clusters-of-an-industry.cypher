// Which clusters is an industry aligned to, through its sector?
// Any level of NAICS may be asked. The crosswalk aligns sectors only, so that all of a sector share its clusters.
// Government as OEWS counts it is in no sector.
// tags: counsellor, state data, researcher
// industry: Industry = naics/2022/541511
MATCH (:Industry {id: $industry})-[:BROADER*0..4]->(sector:Sector)<-[r:COVERS_INDUSTRY]-(c:CareerCluster)
RETURN sector.code AS sectorCode, sector.title AS sectorTitle, c.title AS cluster, c.crossCutting AS crossCutting,
  r.locator AS locator
ORDER BY sector.code, c.title, c.id
