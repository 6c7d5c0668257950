"""The input tables: declared once, read, and brought in."""
