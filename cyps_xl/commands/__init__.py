"""The commands, a family of them in each module: words to actions."""
