"""The eighteen input tables, in the order of their sheets."""
