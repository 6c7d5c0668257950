"""A workbook as its parts: package, relations, sheets, cells, styles. Knows no table and no sheet of ours."""
