// With which clusters is a cluster interdisciplinary, with and without teaching?
// Derived by counting the crosswalk's rows, which the method stands by where an occupation or program is shared
// without teaching, that is without what postsecondary teachers (SOC 25-1xxx) alone bring about. Jaccard is shared
// over either's, 0 to 1; skillsJaccard is null where the report lists no skills. Jobs of the shared occupations
// are national, May 2025.
// tags: researcher, framework designer, counsellor
// cluster: CareerCluster = framework/2024/cluster/healthcare-human-services
// minimumOccupations: int = 1
MATCH (:CareerCluster {id: $cluster})-[r:INTERDISCIPLINARY_WITH]-(c:CareerCluster)
WHERE r.asserted AND r.sharedOccupationsWithoutTeaching >= $minimumOccupations
RETURN c.title AS cluster, r.sharedOccupations AS occupations,
  r.sharedOccupationsWithoutTeaching AS occupationsWithoutTeaching,
  r.occupationsJaccardWithoutTeaching AS occupationsJaccardWithoutTeaching,
  r.sharedPrograms AS programs, r.sharedProgramsWithoutTeaching AS programsWithoutTeaching,
  r.programsJaccard AS programsJaccard, r.programsJaccardWithoutTeaching AS programsJaccardWithoutTeaching,
  r.sharedSkills AS skills, r.skillsJaccard AS skillsJaccard, r.sharedJobsWithoutTeaching AS jobsWithoutTeaching
ORDER BY occupationsWithoutTeaching DESC, programsWithoutTeaching DESC, c.id
