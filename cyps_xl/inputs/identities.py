"""The declared identities between counts, found in the inputs: every total with its parts, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, TypeVar

from cyps_xl.inputs.catalogue import Catalogue
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Inputs, Records, Row, Value, alike, as_compared, as_excel_text
from cyps_xl.inputs.tables.indicators import (
    COUNCIL_AREA,
    INDICATOR_VALUES,
    INDICATORS,
    UNIT_NUMBER,
    UNIT_PERCENT,
    YEAR_TO_DATE,
)
from cyps_xl.measures.identities import (
    AtYearEnd,
    CarriedOver,
    ColumnsAddUp,
    Count,
    CountsNobody,
    CountsPosts,
    Equation,
    Identity,
    LeftOf,
    NoMoreThan,
    PartOf,
    PartsOfOurs,
    RowsAddUp,
    SumOfMonths,
    ToDate,
)
from cyps_xl.measures.periods import Quarter, add_months, first_year_of, long_date, month_name, quarter_of

One = TypeVar("One", bound=Identity)


def declared(catalogue: Catalogue, kind: type[One]) -> Iterator[tuple[Table, One]]:
    """The identities of one kind, each with the table that declares it."""
    for table in catalogue:
        yield from ((table, identity) for identity in table.identities if isinstance(identity, kind))


def equations(inputs: Inputs, kind: type[One]) -> Iterator[tuple[Table, One, Equation]]:
    """Every identity of a kind with the counts that it is about, whether or not they fit.

    Counts that stand in no row give none: a month before the first, a total that is not there.
    """
    for table, identity in declared(inputs.catalogue, kind):
        yield from ((table, identity, one) for one in _FOUND_BY[kind](inputs, table, identity))


def all_equations(inputs: Inputs) -> Iterator[tuple[Table, Identity, Equation]]:
    """The same of every kind."""
    for kind in _FOUND_BY:
        yield from equations(inputs, kind)


def _count(records: Records, at: int, heading: str, sign: int = 1) -> Count:
    value = records.rows[at][heading]
    return Count(records.table.name, at, heading, value if isinstance(value, int | float) else None, sign)


def _numbered(records: Records) -> Iterator[tuple[int, Row]]:
    return enumerate(records.rows)


def _about(table: Table, row: Row, but: str = "") -> str:
    """Which row of a table this is, in words: "March 2017", "Stage 1, 2017-18 Q3"."""
    keys = (table.column(heading) for heading in table.key if heading != but)
    # A period is said last, as people say it.
    ordered = sorted(keys, key=lambda column: column.kind is Kind.PERIOD)
    return ", ".join(_in_words(row[column.heading], column.kind) for column in ordered)


def _in_words(value: Value, kind: Kind) -> str:
    if isinstance(value, dt.date):
        return month_name(value) if kind is Kind.MONTH else long_date(value)
    return as_excel_text(value)


def _parts_of(inputs: Inputs, table: Table, identity: PartOf) -> Iterator[Equation]:
    records = inputs[table]
    for at, row in _numbered(records):
        if not identity.rates_only or inputs.value(INDICATORS, "Unit", row["Indicator"]) == UNIT_PERCENT:
            whole, part = _count(records, at, identity.whole), _count(records, at, identity.part)
            rest = f"{records.where(row, identity.whole)} but not {records.where(row, identity.part)}"
            yield Equation(_about(table, row), whole, (part,), rest, settled=False)


def _no_more_than(inputs: Inputs, table: Table, identity: NoMoreThan) -> Iterator[Equation]:
    records = inputs[table]
    for at, row in _numbered(records):
        more, less = _count(records, at, identity.more), _count(records, at, identity.less)
        rest = f"{records.where(row, identity.more)} over {records.where(row, identity.less)}"
        yield Equation(_about(table, row), more, (less,), rest, rest_is_people=False, settled=False)


def _columns_add_up(inputs: Inputs, table: Table, identity: ColumnsAddUp) -> Iterator[Equation]:
    records, totals = inputs[table], inputs.named(identity.table) if identity.table else inputs[table]
    for at, row in _numbered(records):
        found = at if totals is records else _row_of_total(records.table, row, totals)
        if found is not None:
            parts = tuple(_count(records, at, heading) for heading in identity.parts)
            about = _about(table, row)
            yield Equation(about, _count(totals, found, identity.total), parts, f"{about}: others")


def _row_of_total(table: Table, row: Row, totals: Records) -> int | None:
    """The row in another table that a row's total stands in: that of the same key, or of its month's last day."""
    key = [row[heading] for heading in table.key]
    month = key[0]
    if isinstance(month, dt.date) and table.column(table.key[0]).kind is Kind.MONTH:
        of_days = totals.table.column(totals.table.key[0]).kind is Kind.DATE
        key[0] = add_months(month, 1) - dt.timedelta(days=1) if of_days else month
    return _place(totals, *key)


def _place(records: Records, *key: Value) -> int | None:
    """Where the row of a key stands among a table's rows, from 0."""
    found = records.find(*key)
    return None if found is None else next(at for at, row in _numbered(records) if row is found)


def _rows_add_up(inputs: Inputs, table: Table, identity: RowsAddUp) -> Iterator[Equation]:
    records = inputs[table]
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, row in _numbered(records):
        others = tuple(as_compared(row[heading]) for heading in table.key if heading != identity.by)
        groups.setdefault(others, []).append(at)
    for rows in groups.values():
        totals = [at for at in rows if alike(records.rows[at][identity.by], identity.total)]
        parts = tuple(_count(records, at, identity.count) for at in rows if at not in totals)
        for at in totals:
            if parts:
                about = _about(table, records.rows[at], but=identity.by)
                yield Equation(about, _count(records, at, identity.count), parts, f"{about}: other {identity.called}")


def _carried_over(inputs: Inputs, table: Table, identity: CarriedOver) -> Iterator[Equation]:
    records = inputs[table]
    by = table.time.heading
    others = [heading for heading in table.key if heading != by]

    def of(row: Row, month: Value) -> tuple[Value, ...]:
        return month, *(as_compared(row[heading]) for heading in others)

    by_month = {of(row, row[by]): at for at, row in reversed(list(_numbered(records)))}
    for at, row in _numbered(records):
        month = row[by]
        before = by_month.get(of(row, add_months(month, -1))) if isinstance(month, dt.date) else None
        if before is not None:
            opening, came = _count(records, before, identity.closing), _count(records, at, identity.came)
            parts = (opening, came, _count(records, at, identity.left, sign=-1))
            yield Equation(_about(table, row), _count(records, at, identity.closing), parts)


def _to_date(inputs: Inputs, table: Table, identity: ToDate) -> Iterator[Equation]:
    """Each count to date with every one before it in its year, the earliest first."""
    records, (but, value) = inputs[table], identity.but
    ours = our_areas(inputs.catalogue)
    rows = [
        (quarter, at)
        for at, row in _numbered(records)
        if (quarter := quarter_of(as_excel_text(row[_period(table)]))) is not None
        and not (but and alike(row[but], value))
        and (not identity.basis_only or (row["Area"] in ours and _counts_to_date(inputs, row)))
    ]
    for heading in identity.counts:
        groups: dict[tuple[int, str], list[tuple[Quarter, int]]] = {}
        for quarter, at in sorted(rows):
            what = _what_is_counted(table, records.rows[at], heading)
            groups.setdefault((quarter.first_year, as_compared(what)), []).append((quarter, at))
        for found in groups.values():
            what = _what_is_counted(table, records.rows[found[0][1]], heading)
            for (first, earlier), (then, later) in combinations(found, 2):
                parts = (_count(records, earlier, heading),)
                rest = f"{what}: from {first} to {then}"
                yield Equation(what, _count(records, later, heading), parts, rest, settled=False)


def _period(table: Table) -> str:
    """The heading under which a table of counts to date says of which period they are."""
    return next(heading for heading in table.key if table.column(heading).kind is Kind.PERIOD)


def _what_is_counted(table: Table, row: Row, heading: str) -> str:
    """What rows of several periods count: "Stage 1, total"; "Indicator 4, numerator"."""
    if table.name == INDICATOR_VALUES.name:
        area = "" if row["Area"] == COUNCIL_AREA else f"{row['Area']}, "
        return f"Indicator {row['Indicator']}, {area}{heading.lower()}"
    return _about(table, row, but=_period(table))


def _counts_to_date(inputs: Inputs, row: Row) -> bool:
    return inputs.value(INDICATORS, "Period basis", row["Indicator"]) == YEAR_TO_DATE


def our_areas(catalogue: Catalogue) -> frozenset[str]:
    """The areas of Indicator values whose figures count people of the council's own: the council, and its parts."""
    parts = (area for _, identity in declared(catalogue, PartsOfOurs) for area in identity.areas)
    return frozenset((COUNCIL_AREA, *parts))


def _sum_of_months(inputs: Inputs, _: Table, identity: SumOfMonths) -> Iterator[Equation]:
    records, months = inputs[INDICATOR_VALUES], inputs.named(identity.table)
    at_month = {row[months.table.key[0]]: at for at, row in reversed(list(_numbered(months)))}
    for at, row in _of_indicator(inputs, identity.reference):
        quarter = quarter_of(as_excel_text(row["Period"]))
        rows = [at_month.get(month) for month in quarter.months(3 * quarter.number)] if quarter else [None]
        parts = tuple(_count(months, found, identity.count) for found in rows if found is not None)
        if len(parts) == len(rows) and all(part.value is not None for part in parts):
            yield Equation(str(row["Period"]), _count(records, at, identity.heading), parts)


def _at_year_end(inputs: Inputs, _: Table, identity: AtYearEnd) -> Iterator[Equation]:
    records, days = inputs[INDICATOR_VALUES], inputs.named(identity.table)
    for at, row in _of_indicator(inputs, identity.reference, full_years=True):
        counted = _place(days, dt.date(first_year_of(str(row["Period"])) + 1, 3, 31))
        if counted is not None:
            part = _count(days, counted, identity.count)
            yield Equation(str(row["Period"]), _count(records, at, identity.heading), (part,))


def _left_of(inputs: Inputs, _: Table, identity: LeftOf) -> Iterator[Equation]:
    records = inputs[INDICATOR_VALUES]
    others = {row["Period"]: at for at, row in _of_indicator(inputs, identity.other, full_years=True)}
    for at, row in _of_indicator(inputs, identity.reference, full_years=True):
        other = others.get(row["Period"])
        if other is not None:
            parts = (_count(records, other, "Numerator"), _count(records, at, identity.heading))
            yield Equation(str(row["Period"]), _count(records, other, "Denominator"), parts)


def _of_indicator(inputs: Inputs, reference: str, *, full_years: bool = False) -> Iterator[tuple[int, Row]]:
    """The council's figures of the indicator with a national reference, however its spaces and capitals are typed."""
    for at, row in _numbered(inputs[INDICATOR_VALUES]):
        held = as_excel_text(inputs.value(INDICATORS, "Reference", row["Indicator"]))
        is_year = " Q" not in str(row["Period"]) and quarter_of(str(row["Period"])) is not None
        is_it = alike(" ".join(held.split()), " ".join(reference.split()))
        if is_it and row["Area"] == COUNCIL_AREA and (is_year or not full_years):
            yield at, row


def _parts_of_ours(inputs: Inputs, table: Table, identity: PartsOfOurs) -> Iterator[Equation]:
    records = inputs[table]
    whole = {
        (as_excel_text(row["Indicator"]).lower(), row["Period"]): at
        for at, row in reversed(list(_numbered(records)))
        if row["Area"] == COUNCIL_AREA
    }
    for at, row in _numbered(records):
        own = whole.get((as_excel_text(row["Indicator"]).lower(), row["Period"]))
        if own is None or row["Area"] not in identity.areas:
            continue
        about = f"Indicator {row['Indicator']}, {row['Period']}"
        for heading in _counts_of(inputs, row):
            part, rest = (
                _count(records, at, heading),
                f"{about}: {heading.lower()} of the council without {row['Area']}",
            )
            yield Equation(about, _count(records, own, heading), (part,), rest, settled=False)


def _counts_of(inputs: Inputs, row: Row) -> tuple[str, ...]:
    """The columns of an indicator's row that hold counts."""
    is_number = inputs.value(INDICATORS, "Unit", row["Indicator"]) == UNIT_NUMBER
    return ("Value",) if is_number else ("Numerator", "Denominator")


def is_about(kind: CountsPosts | CountsNobody, row: Row) -> bool:
    """Whether a relation is about a row, whatever its capitals."""
    return alike(row[kind.by], kind.value)


def rows_shared(inputs: Inputs, table: Table, row: Row, other: str) -> tuple[int, ...]:
    """The rows of another table that a row is about, from 0: those with its keys.

    A key that it may leave empty, and does, fits all of them. Capitals do not matter, as in Excel.
    """
    rows = inputs.named(other)
    keys = [heading for heading in rows.table.key if heading in table.key]
    asked = [heading for heading in keys if row[heading] is not None or table.column(heading).required]
    wanted = [as_compared(row[heading]) for heading in asked]
    return tuple(
        at
        for at, candidate in _numbered(rows)
        if wanted and [as_compared(candidate[heading]) for heading in asked] == wanted
    )


_FOUND_BY: dict[type[Any], Callable[[Inputs, Table, Any], Iterator[Equation]]] = {
    PartOf: _parts_of,
    NoMoreThan: _no_more_than,
    ColumnsAddUp: _columns_add_up,
    RowsAddUp: _rows_add_up,
    CarriedOver: _carried_over,
    ToDate: _to_date,
    SumOfMonths: _sum_of_months,
    AtYearEnd: _at_year_end,
    LeftOf: _left_of,
    PartsOfOurs: _parts_of_ours,
}
