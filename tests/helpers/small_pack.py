"""A small report of another service, as a pack in a folder: what a test of the definition's changes begins with."""

from __future__ import annotations

import csv
from pathlib import Path

_TABLES = {
    "Tables": [
        ("Table", "Sheet", "One row is", "Guide", "Key", "Counted"),
        ("Visits", "Visits", "a month", "Home visits.", "Month", "each month"),
        ("Beds", "Beds", "a home at a date", "Beds in use.", "As at; Home", "in each quarter"),
        ("Events", "Events", "an event", "What happened.", "Quarter; Event", "when it happens"),
    ],
    "Columns": [
        ("Table", "Heading", "Holds", "Help", "Unit", "Required", "Choices"),
        ("Visits", "Month", "month", "The month.", "", "yes", ""),
        ("Visits", "Due", "whole number", "Visits that were due.", "visits", "", ""),
        ("Visits", "Made", "whole number", "Visits that were made.", "visits", "", ""),
        ("Beds", "As at", "date", "The day of the count.", "", "yes", ""),
        ("Beds", "Home", "choice", "The home.", "", "yes", "Elm; Oak"),
        ("Beds", "In use", "whole number", "Beds in use.", "beds", "", ""),
        ("Events", "Quarter", "quarter", "The quarter.", "", "yes", ""),
        ("Events", "Event", "text", "What happened.", "", "yes", ""),
    ],
    "Sections": [
        ("Section", "Number", "Title", "Tab", "Order", "Shown", "Commentary"),
        ("visits", "1", "Home visits", "Visits", "10", "yes", "yes"),
        ("beds", "2", "Beds in use", "Beds", "20", "yes", "no"),
        ("events", "3", "What happened", "Events", "30", "yes", "no"),
    ],
    "Blocks": [
        ("Block", "Section", "Position", "Shape", "Table", "Called", "Down", "Chart", "Chart title", "Says"),
        ("visits", "visits", "1", "months", "Visits", "Visits", "", "columns", "Visits made", ""),
        ("beds", "beds", "1", "groups", "Beds", "Home", "Home", "", "", ""),
        ("events", "events", "1", "list", "Events", "", "", "", "", "Nothing happened"),
    ],
    "Lines": [
        ("Block", "Position", "Label", "Shows", "As", "In chart", "Total"),
        ("visits", "1", "Due", "[Due]", "count", "", ""),
        ("visits", "2", "Made", "[Made]", "count", "yes", ""),
        ("visits", "3", "Share made", "line 2 / line 1", "percent", "", ""),
        ("beds", "1", "In use", "[In use]", "count", "", "sum"),
        ("events", "1", "Event", "[Event]", "text", "", ""),
    ],
    "Settings": [("Setting", "Value"), ("Reporting quarter", "2017-18 Q3"), ("Council", "Anytown")],
    "Indicators": [
        ("No", "Name", "Unit", "Better when", "Reported", "Decimals", "Tolerance", "Comparable"),
        ("1", "Homes open", "number", "higher", "annually", "0", "relative", "yes"),
    ],
    "Visits": [("Month", "Due", "Made"), ("Oct 2017", "40", "38"), ("Nov 2017", "41", "39"), ("Dec 2017", "42", "33")],
    "Beds": [("As at", "Home", "In use"), ("31/12/2017", "Elm", "12"), ("31/12/2017", "Oak", "9")],
    "Events": [("Quarter", "Event"), ("2017-18 Q3", "A garden was laid out.")],
}  # fmt: skip


def small_pack(folder: Path) -> Path:
    """The pack's folder, written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in _TABLES.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    return folder
