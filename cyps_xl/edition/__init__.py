"""The members' edition: built, translated, made accessible, written as a folder of files."""
