"""What a drafted sentence on a line is of: its figure of the reporting quarter, and the one that it is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cyps_xl.definition.expression import Expression, Leaf, LineOf, Number, SettingOf
from cyps_xl.inputs.declare import Kind
from cyps_xl.inputs.records import excel_serial
from cyps_xl.inputs.tables.choices import Shown
from cyps_xl.measures.direction import Better, Direction
from cyps_xl.measures.indicators import Indicator, Unit, a_count, a_rate
from cyps_xl.measures.periods import add_months
from cyps_xl.sheets import line_figures
from cyps_xl.sheets.builder import SheetBuilder, address
from cyps_xl.sheets.chance import Compared, chance_of_change, chance_of_counts, share_ends
from cyps_xl.sheets.context import Context, date_of
from cyps_xl.sheets.draft_clauses import Figure, Printed, are_there
from cyps_xl.sheets.draft_lines import Covers, DraftedLine, Source
from cyps_xl.sheets.draft_periods import Periods
from cyps_xl.sheets.formulas import NOTHING, Formula, constant, latest_date
from cyps_xl.sheets.line_figures import worked_out
from cyps_xl.sheets.theme import WHOLE

_SIDES = ("now", "before")
HEADINGS = (
    *(f"{what}, {side}" for side in _SIDES for what in ("Day", "Figure", "Number", "Out of", "Lowest", "Highest")),
    *("Is other", "Chance"),
)
"""The headings of a line's workings, before those of what it is worked out from."""
_SHARES = {Shown.PERCENT: 2, Shown.PERCENT_ONE: 3}
_DECIMALS = {
    **dict.fromkeys((Shown.HALVES, Shown.DECIMAL, Shown.PER_1000, Shown.PER_10000, Shown.DAYS), 1),
    Shown.TWO_DECIMALS: 2,
}


def source_headings(number: int) -> Iterator[str]:
    """The headings of the cells of so many sources."""
    for at in range(1, number + 1):
        yield from (f"Read {at}, {side}" for side in _SIDES)


@dataclass(frozen=True)
class Days:
    """The days of a quarter as cells: its first and last, its period and its label."""

    first: Formula
    last: Formula
    period: Formula
    label: Formula


@dataclass(frozen=True)
class Compares:
    """The reporting quarter, the one before it, and that of a year ago, of which the period alone is asked for."""

    now: Days
    before: Days
    year_ago: Days

    def of(self, covers: Covers) -> dict[str, Days]:
        """The two that a line's figures are of: what counts from 1 April is held against the year before."""
        return {"now": self.now, "before": self.year_ago if covers is Covers.TO_DATE else self.before}


def put_days(sheet: SheetBuilder, context: Context, periods: Periods, row: int, column: int) -> Compares:
    """Place the first and last day of the quarter before side by side, from a cell on."""
    names, before = context.names, context.quarter.previous

    def put(at: int, formula: Formula) -> Formula:
        sheet.put(row, column + at, formula, "workings", WHOLE)
        return Formula(address(row, column + at, fixed_row=True, fixed_column=True), formula.value)

    first = put(0, Formula(f"EDATE({names.quarter_start.text},-3)", excel_serial(before.start)))
    last = put(1, Formula(f"{names.quarter_start.text}-1", excel_serial(before.end)))
    return Compares(
        Days(names.quarter_start, names.quarter_end, names.period, names.quarter),
        Days(first, last, periods.period, periods.label),
        Days(NOTHING, NOTHING, names.last_period, NOTHING),
    )


class LineFigures:
    """The workings of a line's row, from the column `at` on: its two figures, their counts, and chance."""

    def __init__(
        self, sheet: SheetBuilder, context: Context, drafted: DraftedLine, compares: Compares, place: tuple[int, int]
    ) -> None:
        self._sheet, self._context, self._drafted = sheet, context, drafted
        self._row, self._at = place
        self._days = compares.of(drafted.covers)
        self._headings = (*HEADINGS, *source_headings(len(drafted.sources)))
        self.printed = self._as_printed()
        self.now, self.before = (self._figure(side) for side in _SIDES)
        self.chance = self._work("Chance", self._chance())

    def _as_printed(self) -> Printed:
        shown, parts = self._drafted.line.printed, self._drafted.parts
        unit = Unit.PERCENT if shown in _SHARES else Unit.PER_1000 if parts else Unit.NUMBER
        places = _SHARES.get(shown, _DECIMALS.get(shown, 0))
        sign = "£" if shown is Shown.MONEY else ""
        return Printed(
            constant(places), constant(int(shown in _SHARES)), constant(unit.value), sign, shown is Shown.HALVES
        )

    def _work(self, what: str, formula: Formula, number_format: str = "") -> Formula:
        column = self._at + self._headings.index(what)
        return self._sheet.put(self._row, column, formula, "workings", number_format)

    def _figure(self, side: str) -> Figure:
        drafted = self._drafted
        day = self._work(f"Day, {side}", self._day(self._days[side]), WHOLE)
        cells = [
            self._work(f"Read {at}, {side}", self._read(source, self._days[side], day))
            for at, source in enumerate(drafted.sources, start=1)
        ]
        figure = self._work(f"Figure, {side}", self._worked_out(drafted.shows, cells))
        sides = [self._worked_out(part, cells) for part in drafted.parts] if drafted.parts else [NOTHING, NOTHING]
        number, out_of = (
            self._work(f"{what}, {side}", one) for what, one in zip(("Number", "Out of"), sides, strict=True)
        )
        return Figure(figure, number, out_of)

    def _worked_out(self, shows: Expression, cells: list[Formula]) -> Formula:
        def read(leaf: Leaf) -> Formula:
            if isinstance(leaf, LineOf):
                return cells[leaf.position - 1]
            if isinstance(leaf, SettingOf):
                return line_figures.setting(self._context, leaf)
            assert isinstance(leaf, Number)
            return constant(leaf.value)

        return worked_out(shows, read, "")

    def _day(self, days: Days) -> Formula:
        """The first of the quarter's last month, or the last date in it of which the table has rows; else nothing."""
        covers, table = self._drafted.covers, self._drafted.sources[0].table
        if covers is Covers.LAST_MONTH:
            first = date_of(days.first.value)
            assert first is not None
            return Formula(f"EDATE({days.first.text},2)", excel_serial(add_months(first, 2)))
        if covers is not Covers.LAST_COUNT:
            return NOTHING
        latest = latest_date(self._context.inputs, table, table.time.heading, days.last)
        begins, found = days.first.figure, latest.figure
        is_in = begins is not None and found is not None and found >= begins
        text = f'IF(ISNUMBER({latest.text}),IF({latest.text}>={days.first.text},{latest.text},""),"")'
        return Formula(text, latest.value if is_in else "")

    def _read(self, source: Source, days: Days, day: Formula) -> Formula:
        """What a source gives of a quarter. A month of it without a figure leaves all of it without one."""
        kind, heading = source.table.time_kind, source.table.time.heading
        rows = line_figures.Rows(self._context.inputs, source.table)
        if self._drafted.covers in (Covers.LAST_MONTH, Covers.LAST_COUNT):
            return _over(source, rows.at(heading, day))
        if kind is Kind.PERIOD:
            return _over(source, rows.at(heading, days.period))
        if kind is Kind.QUARTER:
            return _over(source, rows.at(heading, days.label))
        found = _over(source, rows.between(heading, days.first, days.last))
        return self._of_whole_quarter(source, days, found) if kind is Kind.MONTH else found

    def _of_whole_quarter(self, source: Source, days: Days, found: Formula) -> Formula:
        """A sum over months, where each of the three has a figure."""
        first = date_of(days.first.value)
        assert first is not None
        held = []
        for at in range(3):
            month = Formula(f"EDATE({days.first.text},{at})", excel_serial(add_months(first, at)))
            rows = line_figures.Rows(self._context.inputs, source.table).at(source.table.time.heading, month)
            rows = rows.where(source.where)
            held.append(rows.numbers(source.heading) if source.heading else rows.count())
        lacks = ",".join(f"{one.text}=0" for one in held)
        return Formula(f'IF(OR({lacks}),"",{found.text})', found.value if all(one.value for one in held) else "")

    def _chance(self) -> Formula:
        """Whether the two differ by chance, where the report's own rules know; else nothing."""
        drafted, now, before = self._drafted, self.now, self.before
        a, b, d = now.value, before.value, self.printed.places.text
        is_other = are_there(a, b) and self.printed.rounded(a) != self.printed.rounded(b)
        text = f"IF(COUNT({a.text},{b.text})=2,IF(ROUND({a.text},{d})=ROUND({b.text},{d}),0,1),0)"
        other = self._work("Is other", Formula(text, int(is_other)))
        same, changed = Direction.MAINTAINED.value, Direction.DECLINED.value
        code = Formula(f"IF({other.text}=1,{changed},{same})", changed if is_other else same)
        if drafted.counts:
            return chance_of_counts(code, a, b, a_count(Better.NEITHER))
        is_share = drafted.line.printed in _SHARES and drafted.parts is not None
        if not (is_share and drafted.covers.is_alone):
            return NOTHING
        sides = [self._compared(one, side) for one, side in zip((now, before), _SIDES, strict=True)]
        return chance_of_change(code, sides[0], sides[1], self.printed.unit, self._share)

    @property
    def _share(self) -> Indicator:
        return a_rate(Better.NEITHER, int(self.printed.places.figure or 0) - 2)

    def _compared(self, one: Figure, side: str) -> Compared:
        ends = share_ends(one.number, one.out_of, self.printed.is_rate)
        low, high = (
            self._work(f"{which}, {side}", end) for which, end in zip(("Lowest", "Highest"), ends, strict=True)
        )
        return Compared(one.value, one.number, one.out_of, (low, high))


def _over(source: Source, rows: line_figures.Rows) -> Formula:
    """The rows' figure. How many there are is not known where there is none: nobody may have written them down yet."""
    rows = rows.where(source.where)
    if source.heading:
        return rows.over(source.heading, source.over, "")
    count = rows.count()
    return Formula(f'IF({count.text}=0,"",{count.text})', count.value or "")
