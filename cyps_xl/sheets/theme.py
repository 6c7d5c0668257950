"""Colours, fonts and number formats: one place, so that a council's own can be set."""

from __future__ import annotations

FONT = "Arial"
SIZE = 11
"""Points of the body's text in the workbook."""
EDITION_SIZE = 12
"""Points of the body's text in an edition, which is what members print: the least that accessible print takes."""
SECTION_SIZE, TITLE_SIZE, COVER_SIZE = 14, 18, 22
"""Points of headings, the same in both."""

INK = "#1F2933"
GREY = "#5F6B76"
HAIRLINE = "#C9D1D9"
HEADER_FILL = "#1B3A4B"
HEADER_INK = "#FFFFFF"
INPUT_TINT = "#FFF8E1"
NOTICE_INK = "#9C2F00"
LINK = "#0B5394"

ACCENT = "#1B6B93"
ACCENT_STRONG = "#0E3A53"
CHART_GREY = "#9AA5B1"
TARGET = "#B7791F"
SERIES = (ACCENT, ACCENT_STRONG, "#6FA8C4", "#B7791F")
DARK_SERIES = (ACCENT, ACCENT_STRONG)
QUIET_SERIES = (CHART_GREY, "#C9D1D9")
BAR = "#BFD9E6"

TAB_START = "#0E3A53"
TAB_OUTPUT = "#1B6B93"
TAB_CHECKS = "#9C2F00"
TAB_INPUT = "#E0B43C"
TAB_DEFINITION = "#9AA5B1"
TAB_NOT_REPORTED = "#9AA5B1"

WHOLE = "#,##0"
HALVES = "General"  # "0.##" would print a whole number as "5."
SIGNED = '+#,##0;"−"#,##0;0'
ONE_DECIMAL = "#,##0.0"
TWO_DECIMALS = "#,##0.00"
MONEY = '"£"#,##0'
PERCENT = "0%"
PERCENT_ONE = "0.0%"
MONTH = "mmm yyyy"
LONG_DATE = "d mmmm yyyy"
SHORT_DATE = "d mmm yyyy"
MONTH_ON_AXIS, DAY_ON_AXIS = "mmm yy", "d mmm yy"
