// Whose statements are behind a cluster, and what may be done with them?
// Counts the published relationships that join the cluster or one of its sub-clusters to anything, each once.
// tags: state data, researcher, framework designer
// cluster: CareerCluster = framework/2024/cluster/digital-technology
MATCH (:CareerCluster {id: $cluster})-[:HAS_SUB_CLUSTER*0..1]->(part:CareerCluster|SubCluster)
MATCH (part)-[r:HAS_CLUSTER|HAS_SUB_CLUSTER|SUCCEEDED_BY|COVERS_INDUSTRY|COVERS_OCCUPATION|COVERS_PROGRAM
  |IN_SUB_CLUSTER|CROSS_CUTS|APPLIED_IN|ADVISED|SEEKS_SKILL|HAS_SAMPLE_OCCUPATION|WORKS_AT|ALSO_IN]-()
WITH r.source AS sourceId, type(r) AS relationship, count(DISTINCT r) AS statements
MATCH (publication:Source {id: sourceId})
RETURN publication.title AS source, publication.publisher AS publisher, relationship, statements,
  publication.rights AS rights, publication.citation AS citation
ORDER BY sourceId, relationship
