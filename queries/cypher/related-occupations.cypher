// Which occupations are related to an occupation, the closest first, as O*NET has it?
// Published. Rank 1 is closest; O*NET lists 20, finer than these, so that ranks may be lacking or stand twice.
// tags: counsellor, researcher
// occupation: DetailedOccupation = soc/2018/15-1252
// limit: int = 20
MATCH (:DetailedOccupation {id: $occupation})-[related:RELATED_TO]->(o:DetailedOccupation)
RETURN related.rank AS rank, related.tier AS tier, o.code AS code, o.title AS title,
  o.medianWage2025 AS medianWage2025
ORDER BY rank, code
LIMIT $limit
