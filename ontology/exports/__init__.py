"""The graph as files for others: tables (CSV on the Web, Parquet), workbook, GraphML; checksums, compression."""
