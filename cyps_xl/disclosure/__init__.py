"""Small numbers: which figures an audience may not see, and everything they could be worked out from."""
