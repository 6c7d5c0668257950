"""Published statistics as the statistics office's website hands them out: a row a figure, brought in as they are."""
