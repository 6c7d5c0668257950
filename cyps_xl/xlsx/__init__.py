"""The .xlsx file as a package of parts: opened safely, changed only where it must be, saved whole."""
