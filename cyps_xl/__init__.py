"""cyps-xl: a council's children's services performance report as a live Excel workbook."""

__version__ = "0.1.0"
