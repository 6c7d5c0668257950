"""A formula as Excel writes it: its tokens, the cells it reads, its tree. One lexer and one parser for every reader."""
