"""The seventeen input tables, in the order of their sheets."""
