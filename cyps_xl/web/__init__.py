"""The edition as a web page: one file of its own, written from the edition's plan and from nothing else."""
