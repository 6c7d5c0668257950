"""The input tables in the workbook: found by name, read cell by cell, set and grown in place."""
