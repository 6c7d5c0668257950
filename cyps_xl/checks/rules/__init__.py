"""The rules: one small function for each, in the module of its family."""
