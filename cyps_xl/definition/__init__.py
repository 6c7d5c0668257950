"""The definition of a report: its tables, sections, blocks, lines and relations, read from rows and checked."""
