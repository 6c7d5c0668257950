"""What a language is to the program, as data: its names, how it writes days, its words for files and a letter."""
