"""A file replaced whole or not at all: one run at a time, a temporary file, a backup."""
