"""A workbook brought in line with its own definition: its input sheets, and the sheets of its report."""
