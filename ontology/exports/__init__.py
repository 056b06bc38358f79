"""The graph as files for others: tables, workbook, GraphML, mappings, schema.org; checksums and compression."""
