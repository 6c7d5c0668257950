"""What is wrong with the figures, found before members do."""
