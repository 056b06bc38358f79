"""Search, codes, reasons, and tables of codes aligned."""
