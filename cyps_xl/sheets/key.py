"""Key: what the arrows and terms mean, and the periods that the whole report reads."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_xl.inputs.tables import settings as declared
from cyps_xl.measures.direction import Direction
from cyps_xl.measures.periods import Quarter, year_label
from cyps_xl.settings import Settings
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Names, serial, setting_text
from cyps_xl.sheets.formulas import Formula, constant, date_words, joined
from cyps_xl.sheets.plan import SheetPlan, Span
from cyps_xl.sheets.theme import LONG_DATE, ONE_DECIMAL, PERCENT_ONE

KEY, TAB = "key", "Key"

SYMBOLS = (
    (
        Direction.BEST_POSSIBLE,
        "Best possible",
        "The rate cannot get any better: 100% where higher is better, 0% where lower.",
    ),
    (Direction.IMPROVED, "Improved", "Better than in the same period last year."),
    (Direction.MAINTAINED, "Maintained", "The same as last year, at the precision published here."),
    (
        Direction.WITHIN_TOLERANCE,
        "Within tolerance",
        "Worse than last year, by less than the tolerance below: percentage points for rates, "
        "a share of last year's figure for counts and averages.",
    ),
    (Direction.DECLINED, "Declined", "Worse by the tolerance or more. The reason stands directly below the indicator."),
    (Direction.NOT_COMPARABLE, "Not compared", "There is no figure yet, or none that it can fairly be compared with."),
)

TERMS = (
    (
        "PAM",
        "Public Accountability Measure",
        "One of the national measures that every Welsh council publishes each year.",
    ),
    ("Local", "Local measure", "A measure that this council has set for itself, or kept from an earlier national set."),
    ("Wales", "All Wales figure", "Worked out from the returns of every council for the full year named."),
    (
        "Annual",
        "Reported annually",
        "Collected once a year, by the council or by Welsh Government (WG): its quarters wait for the full year.",
    ),
    ("n/a, new", "Not applicable, a new measure", "The measure did not yet exist in that year."),
    ("FTE", "Full-time equivalent", "Available hours divided by the hours of one full-time post."),
    ("TAF", "Team Around the Family", "Help for families whose needs do not call for a social worker."),
    (
        "CYPS",
        "Children and Young People Services",
        "The council’s services for children, young people and their families.",
    ),
)


def lay_out(settings: Settings, tabs: Mapping[str, str]) -> tuple[SheetPlan, Names]:
    """The Key sheet, and the named cells on it."""
    sheet = SheetBuilder(KEY, tabs.get(KEY, TAB), "Performance key and terms", (26, 34, 78))
    sheet.put(0, 0, sheet.title, "title")
    sheet.height(0, 27)
    row = _symbols(sheet, 3)
    row = _terms(sheet, row + 1)
    sheet.page_break(row + 1)
    names = _periods(sheet, row + 1, settings)
    sheet.put(1, 0, joined(names.service, " · ", names.quarter_heading, ", ", names.covers), "subtitle")
    return sheet.plan(), names


def _symbols(sheet: SheetBuilder, row: int) -> int:
    sheet.put(row, 0, "Direction of improvement", "section")
    sheet.header(row + 1, ("Symbol", "In words", "What it means"), ("header center", "header", "header"))
    first = row + 2
    for offset, (direction, words, meaning) in enumerate(SYMBOLS):
        sheet.put(first + offset, 0, direction.value, "arrow")
        sheet.put(first + offset, 1, words, "text")
        sheet.paragraph(first + offset, 2, meaning, sheet.widths[2])
    last = first + len(SYMBOLS) - 1
    sheet.arrows(Span(first, 0, last, 0))
    return last + 1


def _terms(sheet: SheetBuilder, row: int) -> int:
    sheet.put(row, 0, "Terms", "section")
    sheet.header(row + 1, ("Term", "In full", "What it means"), ("header", "header", "header"))
    for offset, (term, full, meaning) in enumerate(TERMS):
        sheet.put(row + 2 + offset, 0, term, "text")
        sheet.put(row + 2 + offset, 1, full, "text")
        sheet.paragraph(row + 2 + offset, 2, meaning, sheet.widths[2])
    return row + 2 + len(TERMS)


def _periods(sheet: SheetBuilder, row: int, settings: Settings) -> Names:
    """The table of periods: each row's cell carries a defined name."""
    sheet.put(row, 0, "Periods and settings this report uses", "section")
    sheet.header(row + 1, ("Item", "Value", "Where it comes from"), ("header", "header", "header"))
    table = _Items(sheet, row + 2)
    quarter = Quarter.parse(settings.quarter)
    before = quarter.last_year

    council = table.item("council", "Council", _setting(declared.COUNCIL, settings.council), "Settings")
    service = table.item("service", "Service", _setting(declared.SERVICE, settings.service), "Settings")
    label = table.item("quarter", "Reporting quarter", _setting(declared.REPORTING_QUARTER, str(quarter)), "Settings")
    year = table.item(
        "year", "Financial year", Formula(f"LEFT({label.text},7)", quarter.year), "Of the reporting quarter"
    )
    number = table.item(
        "quarter_number",
        "Quarter",
        Formula(f"VALUE(RIGHT({label.text},1))", quarter.number),
        "Of the reporting quarter",
    )
    head = table.item(
        "quarter_heading",
        "As a heading",
        Formula(f'"Quarter "&{number.text}&" "&{year.text}', quarter.heading),
        "Quarter and financial year",
    )
    year_start = table.item(
        "year_start",
        "First day of the year",
        Formula(f"DATE(VALUE(LEFT({label.text},4)),4,1)", serial(quarter.year_start)),
        "1 April: figures of a quarter count from this day",
        LONG_DATE,
    )
    start = table.item(
        "quarter_start",
        "First day of the quarter",
        Formula(f"EDATE({year_start.text},3*({number.text}-1))", serial(quarter.start)),
        "Three months for each quarter before",
        LONG_DATE,
    )
    end = table.item(
        "quarter_end",
        "Last day of the quarter",
        Formula(f"EDATE({year_start.text},3*{number.text})-1", serial(quarter.end)),
        "The day before the next quarter",
        LONG_DATE,
    )
    covers = joined(date_words(year_start, quarter.year_start), " to ", date_words(end, quarter.end))
    covers = table.item("covers", "Days covered", covers, "From the first day of the year")
    period = table.item(
        "period",
        "Figures are kept under",
        Formula(f"IF({number.text}=4,{year.text},{label.text})", quarter.period),
        "The quarter to date; the full year for quarter 4",
    )
    last_year = table.item(
        "last_year",
        "Latest full year",
        Formula(_earlier_year(label, 1), before.year),
        "The financial year before",
    )
    year_before = table.item(
        "year_before",
        "The year before that",
        Formula(_earlier_year(label, 2), year_label(quarter.first_year - 2)),
        "Two financial years back",
    )
    last_head = table.item(
        "last_quarter_heading",
        "Compared with",
        Formula(f'"Quarter "&{number.text}&" "&{last_year.text}', before.heading),
        "The same quarter a year earlier",
    )
    last_period = table.item(
        "last_period",
        "Its figures are kept under",
        Formula(f'IF({number.text}=4,{last_year.text},{last_year.text}&" Q"&{number.text})', before.period),
        "As above",
    )
    tolerance = table.item(
        "tolerance", "Tolerance", _setting(declared.TOLERANCE, settings.tolerance), "Settings", PERCENT_ONE
    )
    hours = table.item(
        "full_time_hours",
        "Full-time hours a week",
        _setting(declared.FULL_TIME_HOURS, settings.full_time_hours),
        "Settings",
        ONE_DECIMAL,
    )
    return Names(
        service=service,
        council=council,
        quarter=label,
        quarter_heading=head,
        period=period,
        quarter_start=start,
        quarter_end=end,
        covers=covers,
        last_quarter_heading=last_head,
        last_period=last_period,
        last_year=last_year,
        year_before=year_before,
        tolerance=tolerance,
        full_time_hours=hours,
    )


class _Items:
    """Rows of the table of periods, one below the other."""

    def __init__(self, sheet: SheetBuilder, row: int) -> None:
        self.sheet, self.row = sheet, row

    def item(self, name: str, label: str, formula: Formula, source: str, number_format: str = "") -> Formula:
        """A row: its label, the named cell, and where the value comes from."""
        self.sheet.put(self.row, 0, label, "text")
        placed = self.sheet.put_named(f"cyps_{name}", self.row, 1, formula, "left", number_format)
        self.sheet.put(self.row, 2, source, "grey text")
        self.row += 1
        return placed


def _setting(setting: declared.Setting, value: str | float) -> Formula:
    """A setting's value, or its default where the cell is empty."""
    cell = setting_text(setting)
    default = constant("" if setting.default is None else setting.default).text
    return Formula(f'IFERROR(IF({cell}="",{default},{cell}),{default})', value)


def _earlier_year(label: Formula, years: int) -> str:
    first = f"VALUE(LEFT({label.text},4))"
    return f'({first}-{years})&"-"&RIGHT({first}-{years - 1},2)'
