"""From a plan to a workbook."""
