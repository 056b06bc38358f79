// Which occupation is a job title of the report?
// Derived: the occupation that official titles know the job title, or its last words, as. Candidates that the
// method does not assert come only with alsoReported. The wage is national and null where BLS gives none for the
// occupation itself.
// tags: counsellor, researcher
// jobTitle: JobTitle = job-title/virtual-event-planner
// alsoReported: bool = false
MATCH (:JobTitle {id: $jobTitle})-[r:CLASSIFIED_AS]->(o:Occupation)
WHERE r.asserted OR $alsoReported
RETURN o.code AS code, o.title AS occupation, o.medianWage2025 AS medianWage2025,
  r.confidence AS confidence, r.asserted AS asserted, r.matchedTitle AS matchedTitle, r.step AS step
ORDER BY confidence DESC, code
