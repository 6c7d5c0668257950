"""The input tables that every workbook has, in the order of their sheets."""
