"""The table of periods on the Key sheet: named cells, worked out from one setting, that every sheet reads."""

from __future__ import annotations

from cyps_xl.inputs.tables import settings as declared
from cyps_xl.measures.periods import Quarter, year_label
from cyps_xl.settings import Settings
from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.context import Names, serial, setting_text
from cyps_xl.sheets.formulas import Formula, constant, date_words, joined
from cyps_xl.sheets.theme import LONG_DATE, ONE_DECIMAL, PERCENT_ONE

SETTINGS = "Settings"
TOLERATED = "What declined by less is within tolerance"
WHICH = "Quarter and financial year"
TOLD_TO_READERS = tuple(
    f"cyps_{name}" for name in ("quarter", "covers", "last_year", "last_quarter_heading", "tolerance")
)
"""The named cells that an edition shows: what its figures are of, and are compared with."""


def lay_out_periods(sheet: SheetBuilder, row: int, settings: Settings) -> Names:
    """The table, one row below the other; each row's cell carries a defined name."""
    sheet.put(row, 0, "Periods and settings this report uses", "section")
    sheet.header(row + 1, ("Item", "Value", "Where it comes from"), ("header", "header", "header indented"))
    items = _Items(sheet, row + 2)
    quarter = Quarter.parse(settings.quarter)
    council = items.add("council", "Council", _setting(declared.COUNCIL, settings.council), SETTINGS)
    service = items.add("service", "Service", _setting(declared.SERVICE, settings.service), SETTINGS)
    label, year, number, heading = _quarter(items, quarter)
    start, end, covers = _days(items, quarter, label, number)
    kept = Formula(f"IF({number.text}=4,{year.text},{label.text})", quarter.period)
    period = items.add("period", "Figures are kept under", kept, "The quarter to date; the full year for quarter 4")
    last_year, year_before, last_heading, last_period = _compared(items, quarter, label, number)
    tolerance = _setting(declared.TOLERANCE, settings.tolerance)
    hours = _setting(declared.FULL_TIME_HOURS, settings.full_time_hours)
    tolerance = items.add("tolerance", "Tolerance", tolerance, TOLERATED, PERCENT_ONE)
    says, explains = _of_chance(items, settings)
    return Names(
        service=service,
        council=council,
        quarter=label,
        quarter_heading=heading,
        period=period,
        quarter_start=start,
        quarter_end=end,
        covers=covers,
        last_quarter_heading=last_heading,
        last_period=last_period,
        last_year=last_year,
        year_before=year_before,
        tolerance=tolerance,
        says_chance=says,
        explains_chance=explains,
        full_time_hours=items.add("full_time_hours", "Full-time hours a week", hours, SETTINGS, ONE_DECIMAL),
    )


def _of_chance(items: _Items, settings: Settings) -> tuple[Formula, Formula]:
    """Whether chance is told, and explained; an edition that says nothing of it has no rows for that."""
    says = _yes_or_no(declared.SAY_CHANCE, settings.says_chance)
    explains = _yes_or_no(declared.EXPLAIN_CHANCE, settings.explains_chance)
    if settings.withholds_chance:
        return constant(declared.NO), explains
    return (
        items.add("says_chance", declared.SAY_CHANCE.name, says, SETTINGS),
        items.add("explains_chance", declared.EXPLAIN_CHANCE.name, explains, SETTINGS),
    )


class _Items:
    """Rows of the table, one below the other."""

    def __init__(self, sheet: SheetBuilder, row: int) -> None:
        self.sheet, self.row = sheet, row

    def add(self, name: str, label: str, formula: Formula, source: str, number_format: str = "") -> Formula:
        """A row: its label, the named cell, and where the value comes from."""
        self.sheet.put(self.row, 0, label, "text")
        style = "left" if number_format or not isinstance(formula.value, str) else "wrapped middle"
        placed = self.sheet.put_named(f"cyps_{name}", self.row, 1, formula, style, number_format)
        self.sheet.put(self.row, 2, source, "grey text")
        self.row += 1
        return placed


def _quarter(items: _Items, quarter: Quarter) -> tuple[Formula, Formula, Formula, Formula]:
    """The reporting quarter: as typed, its year, its number, and as a heading."""
    label = items.add("quarter", "Reporting quarter", _setting(declared.REPORTING_QUARTER, str(quarter)), WHICH)
    year = Formula(f"LEFT({label.text},7)", quarter.year)
    year = items.add("year", "Financial year", year, "Of the reporting quarter")
    number = Formula(f"VALUE(RIGHT({label.text},1))", quarter.number)
    number = items.add("quarter_number", "Quarter", number, "Of the reporting quarter")
    heading = Formula(f'"Quarter "&{number.text}&" "&{year.text}', quarter.heading)
    heading = items.add("quarter_heading", "As a heading", heading, WHICH)
    return label, year, number, heading


def _days(items: _Items, quarter: Quarter, label: Formula, number: Formula) -> tuple[Formula, Formula, Formula]:
    """The quarter's first and last day, and the days its figures cover, in words."""
    first = Formula(f"DATE(VALUE(LEFT({label.text},4)),4,1)", serial(quarter.year_start))
    first = items.add("year_start", "First day of the year", first, "1 April: figures count from this day", LONG_DATE)
    start = Formula(f"EDATE({first.text},3*({number.text}-1))", serial(quarter.start))
    source = "Three months for each quarter before"
    start = items.add("quarter_start", "First day of the quarter", start, source, LONG_DATE)
    end = Formula(f"EDATE({first.text},3*{number.text})-1", serial(quarter.end))
    end = items.add("quarter_end", "Last day of the quarter", end, "The day before the next quarter", LONG_DATE)
    covers = joined(date_words(first, quarter.year_start), " to ", date_words(end, quarter.end))
    return start, end, items.add("covers", "Days covered", covers, "From the first day of the year")


def _compared(
    items: _Items, quarter: Quarter, label: Formula, number: Formula
) -> tuple[Formula, Formula, Formula, Formula]:
    """The latest full year, the one before, and the quarter a year earlier as heading and as key."""
    before = quarter.last_year
    year = Formula(earlier_year(label, 1), before.year)
    year = items.add("last_year", "Latest full year", year, "The financial year before")
    older = Formula(earlier_year(label, 2), year_label(quarter.first_year - 2))
    older = items.add("year_before", "The year before that", older, "Two financial years back")
    heading = Formula(f'"Quarter "&{number.text}&" "&{year.text}', before.heading)
    heading = items.add("last_quarter_heading", "Compared with", heading, "The same quarter a year earlier")
    kept = Formula(f'IF({number.text}=4,{year.text},{year.text}&" Q"&{number.text})', before.period)
    return year, older, heading, items.add("last_period", "Its figures are kept under", kept, "As above")


def _setting(setting: declared.Setting, value: str | float) -> Formula:
    """A setting's value, or its default where the cell is empty."""
    cell = setting_text(setting)
    default = constant("" if setting.default is None else setting.default).text
    return Formula(f'IFERROR(IF({cell}="",{default},{cell}),{default})', value)


def _yes_or_no(setting: declared.Setting, value: bool) -> Formula:
    """A setting of two answers, yes unless it says no in whatever capitals."""
    text = f'IF(IFERROR({setting_text(setting)},"")="{declared.NO}","{declared.NO}","{declared.YES}")'
    return Formula(text, declared.YES if value else declared.NO)


def earlier_year(label: Formula, years: int) -> str:
    """The formula of the financial year so many years before that of a quarter."""
    first = f"VALUE(LEFT({label.text},4))"
    return f'({first}-{years})&"-"&RIGHT({first}-{years - 1},2)'
