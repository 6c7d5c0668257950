"""A figure beside its own past: histories, missing rows, outliers, running totals."""
