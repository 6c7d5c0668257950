"""The tables in which records and counts are declared: a folder *records* of a pack, one CSV file each."""

from __future__ import annotations

from enum import Enum

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.declare import Column, Kind, Table


class Counts(Enum):
    """What a count counts."""

    PEOPLE = "people"
    """Each person once, whatever the number of rows."""
    RECORDS = "records"
    """Each row."""
    DAYS = "days"
    """The days from a row's beginning to its end, or to the period's last day."""


class When(Enum):
    """Which rows a period has: the date rule."""

    OPEN_AT_END = "open at the end"
    """Begun on or before the period's last day, and not ended by then."""
    OPEN_IN = "open in the period"
    """Open on any day of the period."""
    BEGUN_IN = "begun in the period"
    """The day of beginning lies in the period."""
    ENDED_IN = "ended in the period"
    """The day of ending lies in the period."""


class Over(Enum):
    """The period that a count is made for."""

    MONTH = "month"
    """Each month of the quarter."""
    QUARTER = "quarter"
    """The quarter's three months."""
    YEAR_TO_DATE = "year to date"
    """From 1 April to the quarter's last day."""


HELD = (Kind.TEXT, Kind.DATE, Kind.WHOLE, Kind.CHOICE)
"""What a column of a record table may hold."""

YES = "yes"
_YES_NO = (YES, "no")


def _text(heading: str, help_: str, *, required: bool = False) -> Column:
    return Column(heading, Kind.TEXT, help_, required=required)


def _words(heading: str, help_: str, *, required: bool = False) -> Column:
    return Column(heading, Kind.LONG_TEXT, help_, required=required)


def _choice(heading: str, help_: str, choices: tuple[str, ...], *, required: bool = False) -> Column:
    return Column(heading, Kind.CHOICE, help_, required=required, choices=choices)


def _values(kinds: type[Enum]) -> tuple[str, ...]:
    return tuple(kind.value for kind in kinds)


RECORD_TABLES = Table(
    name="RecordTables",
    sheet="Record tables",
    one_row_is="a table of case records",
    guide="The records that counts are made from, whatever system they come from.",
    columns=(
        _text("Table", "Its name in conditions: small letters, digits and _.", required=True),
        _words("One row is", "What a row of it stands for.", required=True),
        _text("Person", "The column that says whose row it is.", required=True),
        _text("Begins", "The column with the day on which a row begins."),
        _text("Ends", "The column with the day on which it ends; empty while it goes on."),
        _text("Key", "The columns that no two rows have alike; several with a semicolon between.", required=True),
        _choice(
            "Apart",
            "Whether rows of one person never overlap, so that two that do are found.",
            _YES_NO,
        ),
        _words("Followed when", "A condition: rows of the same person follow on one that meets it, or it is found."),
        _words(
            "Contradicts itself when",
            "Conditions that no right row meets, with semicolons between: one that does is found.",
        ),
    ),
    key=("Table",),
)

RECORD_COLUMNS = Table(
    name="RecordColumns",
    sheet="Record columns",
    one_row_is="a column of such a table",
    guide="What each column holds; a row that holds anything else is set aside, and counted.",
    columns=(
        _text("Table", "Its table.", required=True),
        _text("Column", "Its name in conditions: small letters, digits and _.", required=True),
        _choice("Holds", "What it holds.", tuple(kind.value for kind in HELD), required=True),
        _text("Codes", "Of a choice: the codes, with semicolons between."),
        _choice("Required", "Whether a row without it is set aside.", _YES_NO),
        _choice("Wanted", "Whether a row without it is found, as a child without a team.", _YES_NO),
        _words("Help", "What it says.", required=True),
    ),
    key=("Table", "Column"),
)

SYSTEM_COLUMNS = Table(
    name="SystemColumns",
    sheet="System columns",
    one_row_is="where a source system keeps a column",
    guide="The layout of a system's export: in which file and under which heading each column stands.",
    columns=(
        _text("System", "The layout's name.", required=True),
        _text("Table", "The record table.", required=True),
        _text("Column", "Its column.", required=True),
        _text(
            "File",
            "The name of the file without its ending; in a workbook, whatever its sheet is called.",
            required=True,
        ),
        _text("Heading", "The heading that it stands under.", required=True),
    ),
    key=("System", "Table", "Column"),
)

SYSTEM_CODES = Table(
    name="SystemCodes",
    sheet="System codes",
    one_row_is="what a code of a source system means",
    guide="Every code that a column of the system may hold; one that is not listed is found, and its row set aside.",
    columns=(
        _text("System", "The layout's name.", required=True),
        _text("Table", "The record table.", required=True),
        _text("Column", "Its column.", required=True),
        _text("Their code", "As the system writes it.", required=True),
        _text("Our code", "One of the column's codes.", required=True),
        _words("What it means", "In the system's own words."),
    ),
    key=("System", "Table", "Column", "Their code"),
)

FACTS = Table(
    name="Facts",
    sheet="Facts",
    one_row_is="something that other rows of the same person say",
    guide="What a condition may ask of a row beyond its own cells, such as how many placements the child had.",
    columns=(
        _text("Fact", "Its name in conditions: small letters, digits and _.", required=True),
        _text("Table", "The record table whose rows have it.", required=True),
        _text("From", "The record table that it is read from: rows of the same person.", required=True),
        _words("Value", "count(*), or min, max or sum of a column.", required=True),
        _words("Where", "Which of those rows: a condition; this.COLUMN is the row's own."),
        _words("Words", "What it is.", required=True),
    ),
    key=("Fact",),
)

COUNTS = Table(
    name="Counts",
    sheet="Counts",
    one_row_is="a count and its rule",
    guide="What is counted, out of what, by which dates, leaving out what; and where in the workbook the figure goes.",
    columns=(
        _text("Count", "Its name or code.", required=True),
        _choice("Counts", "What it counts.", _values(Counts), required=True),
        _text("Out of", "The count that it is a part of, whose records, dates and conditions hold for it as well."),
        _text("Records", "The record table; empty with Out of."),
        _choice("When", "Which rows a period has; empty with Out of.", _values(When)),
        _choice("Last day counts", "Whether a row is still open on the day on which it ends.", _YES_NO),
        _words("Where", "Which of those rows are counted: a condition."),
        _words("Left out", "Which of them are not: a condition."),
        _choice("Over", "The period it is made for.", _values(Over), required=True),
        _text("Group", "The column by which it is made apart, such as the team."),
        _text("Into", "Where the figure goes: Table[Column] of the workbook; empty where it has no place there."),
        _text("Into where", "The rest of that row's key: Code = X."),
        Column("From", Kind.QUARTER, "The first quarter that this rule holds for; empty for all."),
        Column("To", Kind.QUARTER, "The last quarter; empty while it holds."),
        _words("Words", "What it counts, in words.", required=True),
        _words("Words in Welsh", "The same in Welsh."),
        _words("Source", "Where the rule was read, or that it is the pack's own.", required=True),
    ),
    key=("Count", "From"),
)

CASES = Table(
    name="Cases",
    sheet="Cases",
    one_row_is="the right answer of a count for a small set of records",
    guide="Each rule is tried on records of its own, which lie in the folder cases.",
    columns=(
        _text("Set", "The set of records: the rows of the files in cases that name it.", required=True),
        _text("Count", "The count.", required=True),
        Column("Quarter", Kind.QUARTER, "The quarter.", required=True),
        Column("Month", Kind.MONTH, "Of a count by month: the month."),
        _text("Group", "Of a count by group: the group."),
        Column("Answer", Kind.WHOLE, "The right answer.", unit="counted", required=True, minimum=0),
        _words("Shows", "What the set is there to show.", required=True),
    ),
    key=("Set", "Count", "Quarter", "Month", "Group"),
)

DECLARED = Catalogue((RECORD_TABLES, RECORD_COLUMNS, SYSTEM_COLUMNS, SYSTEM_CODES, FACTS, COUNTS, CASES))
"""All of them."""
