"""The printed page: which cells leave with an edition, what they show, and which figures they come from."""
