"""What an officer changes in the definition of the small report, and what a sheet takes of it."""

from __future__ import annotations

from pathlib import Path

from cyps_xl.grid import cell_address
from cyps_xl.xlsx.input_tables.tables import find_tables
from cyps_xl.xlsx.opening.namespaces import main
from cyps_xl.xlsx.parts.draft import Draft
from cyps_xl.xlsx.parts.package import Package
from helpers.definition_edits import change

VISITS, BEDS, EVENTS = "1 Visits", "2 Beds", "3 Events"
LEFT_OUT = f"{VISITS} (left out)"
LEAVES = change("ReportSections", {"visits": {"Shown": "no"}})
RETURNS = change("ReportSections", {"visits": {"Shown": "yes"}})
FOSTERING = change(
    "ReportTables", added=[{"Table": "Fostering", "Sheet": "Fostering", "One row is": "a month", "Key": "Month"}]
)
ITS_COLUMNS = change(
    "ReportColumns",
    added=[
        {"Table": "Fostering", "Heading": "Month", "Holds": "month", "Help": "The month.", "Required": "yes"},
        {"Table": "Fostering", "Heading": "Carers", "Holds": "whole number", "Help": "Carers.", "Unit": "carers"},
        {"Table": "Fostering", "Heading": "Kind", "Holds": "choice", "Help": "Of what kind.", "Choices": "own; agency"},
    ],
)
ITS_SECTION = change(
    "ReportSections",
    added=[
        {"Section": "fostering", "Number": "4", "Title": "Foster carers", "Tab": "Fostering", "Order": 25}
        | {"Shown": "yes", "Commentary": "no"}
    ],
)
ITS_BLOCK = change(
    "ReportBlocks",
    added=[{"Block": "fostering", "Section": "fostering", "Position": 1, "Shape": "months", "Table": "Fostering"}],
)
ITS_LINE = change(
    "ReportLines",
    added=[{"Block": "fostering", "Position": 1, "Label": "Carers", "Shows": "[Carers]", "As": "count"}],
)
NEW_TABLE = (FOSTERING, ITS_COLUMNS)
NEW_SECTION = (*NEW_TABLE, ITS_SECTION, ITS_BLOCK, ITS_LINE)
NEW_COLUMN = change(
    "ReportColumns",
    added=[{"Table": "Visits", "Heading": "Missed", "Holds": "whole number", "Help": "Not made.", "Unit": "visits"}],
)


def validations(path: Path, table: str, heading: str) -> list[str]:
    """What may be typed under a heading: the first formula of every validation of its cells."""
    package = Package.read(path)
    place = find_tables(package)[table]
    letters = cell_address(1, place.column(heading)).rstrip("1")
    root = Draft(package).root(place.sheet_part)
    found = root.iterfind(f"{main('dataValidations')}/{main('dataValidation')}")
    return [rule.findtext(main("formula1")) or "" for rule in found if rule.get("sqref", "").startswith(letters)]
