"""The formula of an indicator's count that stands elsewhere in the workbook; the value is the definition's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cyps_xl.definition.expression import ColumnOf, Leaf, Number
from cyps_xl.definition.indicators import CountedFrom, Covered, count_at, counted_from, last_quarter_of, time_of
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import excel_serial
from cyps_xl.inputs.tables.indicators import AS_AT, INDICATORS, ROLLING_YEAR
from cyps_xl.sheets.context import Context
from cyps_xl.sheets.formulas import Formula, latest_date, pulled_text, shown
from cyps_xl.sheets.line_figures import criterion, summed, worked_out


def count_formula(
    context: Context, written: str, covered: Covered, period: Formula, months: Formula | None = None
) -> Formula:
    """The count for a period, "" while anything of it is missing.

    `months` says how many of its months are counted, where its rule may have changed within them; else all are.
    """
    found = counted_from(written, context.inputs.catalogue)
    covered = covered if months else replace(covered, since="")
    span = _Months(period.text, covered.basis, months.text if months else None)
    return worked_out(found.shows, lambda leaf: _leaf(context, found, covered, period, span, leaf), missing="")


def months_counted(context: Context, no: Formula, covered: Covered, period: Formula) -> Formula | None:
    """How many months of a period an indicator's counts are of; None where no change of its rule can leave any out."""
    if not covered.since:
        return None
    since = pulled_text(context.inputs, INDICATORS, "Comparable from", no)
    return months_since(covered, since, period)


def months_since(covered: Covered, since: Formula, period: Formula) -> Formula:
    """The same, `since` a cell that holds the quarter from which one rule counts, or nothing."""
    whole, p, s = _Months(period.text, covered.basis).count, period.text, since.text
    number = f"IF(LEN({p})>7,VALUE(RIGHT({p},1)),4)"
    quarters = f"4*(VALUE(LEFT({p},4))-VALUE(LEFT({s},4)))+{number}-VALUE(RIGHT({s},1))+1"
    text = f"IFERROR(IF({quarters}>0,MIN({whole},3*({quarters})),{whole}),{whole})"
    quarter = last_quarter_of(str(period.value))
    return Formula(text, "" if quarter is None else covered.months(quarter))


def whole_months(covered: Covered, period: Formula) -> str:
    """The formula of how many months a period has."""
    return _Months(period.text, covered.basis).count


def _leaf(
    context: Context, found: CountedFrom, covered: Covered, period: Formula, span: _Months, leaf: Leaf
) -> Formula:
    if isinstance(leaf, Number):
        return Formula(f"{leaf.value:.15g}", leaf.value)
    assert isinstance(leaf, ColumnOf)
    value = shown(count_at(context.inputs, found, covered, str(period.value), leaf), "")
    table = context.inputs.catalogue[leaf.table]
    column, (by, kind) = f"{table.name}[{table.heading(leaf.heading)}]", time_of(table)
    time, chosen = f"{table.name}[{by}]", found.where[table.name]
    where = "".join(f",{table.name}[{h}],{criterion(table.column(h), v)}" for h, v in chosen)
    if kind is Kind.PERIOD:
        return Formula(summed(column, f"{time},{period.text}{where}", ""), value)
    if kind is Kind.DATE:
        return Formula(_on_the_latest_date(context, table, by, column, period, where), value)
    criteria = f'{time},">="&{span.first},{time},"<"&{span.ends}{where}'
    one_a_month = {by, *(heading for heading, _ in chosen)} >= set(table.key)
    lacking = (f"COUNTIFS({criteria})<{span.count}",) if one_a_month else tuple(span.lacks_one(time, where))
    return Formula(summed(column, criteria, "", lacking), value)


def _on_the_latest_date(context: Context, table: Table, by: str, column: str, period: Formula, where: str) -> str:
    """The count on the latest date that the table has in the quarter's three months, whichever rows it has then."""
    time, ends = f"{table.name}[{by}]", _Months(period.text, None).ends
    quarter = last_quarter_of(str(period.value))
    end = Formula(f"({ends}-1)", "" if quarter is None else excel_serial(quarter.end))
    latest = latest_date(context.inputs, table, by, end).text
    nothing = f'COUNTIFS({time},">="&EDATE({ends},-3),{time},"<"&{ends})=0'
    return summed(column, f"{time},{latest}{where}", "", (nothing,))


class _Months:
    """The months that a count of a period covers, as formulas of the period's text: 2017-18, or 2017-18 Q3."""

    def __init__(self, period: str, basis: object, counted: str | None = None) -> None:
        """`counted` is the formula of how many of them are, where it need not be all."""
        self._year = f"VALUE(LEFT({period},4))"
        self._since_april = f"IF(LEN({period})>7,3*VALUE(RIGHT({period},1)),12)"
        self._count = {AS_AT: 1, ROLLING_YEAR: 12}.get(str(basis))
        self._counted = counted

    @property
    def first(self) -> str:
        """The first day of all."""
        counted = self._counted or self._count
        return self._month(0) if counted is None else f"EDATE({self.ends},-{counted})"

    @property
    def count(self) -> str:
        """How many there are."""
        if self._counted:
            return self._counted
        return self._since_april if self._count is None else str(self._count)

    @property
    def ends(self) -> str:
        """The day after the last."""
        return f"EDATE({self._month(0)},{self._since_april})"

    def lacks_one(self, time: str, where: str) -> Iterator[str]:
        """Tests that are true where the rows of a month, or of one of several, are not there.

        A month is asked for by itself: several rows of one would hide that another has none.
        """
        if self._counted:
            for latest in (1, 4, 7, 10):
                lacking = [f"COUNTIFS({time},EDATE({self.ends},-{n}){where})=0" for n in range(latest, latest + 3)]
                yield f"AND({self._counted}>={latest},OR({','.join(lacking)}))"
            return
        if self._count is not None:
            for back in range(self._count, 0, -1):
                yield f"COUNTIFS({time},EDATE({self.ends},-{back}){where})=0"
            return
        quarters = [
            [f"COUNTIFS({time},{self._month(month)}{where})=0" for month in range(first, first + 3)]
            for first in (0, 3, 6, 9)
        ]
        yield from quarters[0]
        for number, tests in enumerate(quarters[1:], start=1):
            yield f"AND({self._since_april}>{3 * number},OR({','.join(tests)}))"

    def _month(self, after_april: int) -> str:
        year = self._year if after_april < 9 else f"{self._year}+1"
        return f"DATE({year},{(after_april + 3) % 12 + 1},1)"
