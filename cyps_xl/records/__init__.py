"""Counts from case records: the records read by a declared layout, counted by declared rules, listed, explained.

An optional extra, cyps-xl[records]: nothing of it is loaded before a command asks for it.
"""
