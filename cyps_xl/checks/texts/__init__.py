"""Texts read: numbers in words, names of people, sentences that tell a figure."""
