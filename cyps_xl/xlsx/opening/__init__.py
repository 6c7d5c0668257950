"""A file from outside: what it is, and whether it may be read: its bytes, its zip entries, its XML, its size."""
