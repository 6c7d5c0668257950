"""Councils' published figures added up: bounded where they are protected, the missing ones named."""
