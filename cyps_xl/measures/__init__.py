"""The subject itself: periods, directions, rates. No Excel, no files."""
