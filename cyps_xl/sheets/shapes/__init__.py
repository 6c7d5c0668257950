"""A module a shape: how a declared block is laid out on its section's sheet."""
