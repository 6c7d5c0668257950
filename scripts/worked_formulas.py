"""Published numbers by the workbook's own formulas: pairs of what a file says and what each engine finds in a cell."""

from __future__ import annotations

import math
from collections.abc import Sequence

import worked_sheets as sheets
from worked_files import (
    ENDS,
    STANDS,
    Pairs,
    Row,
    baseline_of,
    case_of,
    floats,
    is_yes,
    method_of,
    sides_of,
    usual_method,
)

from cyps_xl.measures.limits import FEWEST, RARE
from cyps_xl.sheets.shapes.limits import Chart


def at_95(rows: Sequence[Row], lay_out: sheets.LayOut) -> Pairs:
    """Both ends of each row, by each engine."""
    for found in sheets.by_formulas(lay_out) if rows else ():
        for row, (low, high) in zip(rows, found, strict=True):
            yield float(row["lower_95"]), low
            yield float(row["upper_95"]), high


def of_wilson(rows: Sequence[Row]) -> Pairs:
    """Shares with their intervals at 95%, as the workbook has them."""
    counts = [(float(row["numerator"]), float(row["denominator"])) for row in rows]
    yield from at_95(rows, sheets.shares(counts))


def of_rates(rows: Sequence[Row]) -> Pairs:
    """Rates per population at 95%, where the file takes the method that the workbook takes of such a count."""
    usual = [row for row in rows if row.get("lower_95") and method_of(row) is usual_method(float(row["numerator"]))]
    counts = [(int(float(row["numerator"])), float(row["denominator"]), int(float(row["multiplier"]))) for row in usual]
    yield from at_95(usual, sheets.rates(counts))


def of_newcombe(rows: Sequence[Row]) -> Pairs:
    """Differences of two shares, to the four decimals that are published."""
    pairs = [tuple(float(row[heading]) for heading in "ambn") for row in rows]
    for found in sheets.by_formulas(sheets.differences(pairs)):  # type: ignore[arg-type]
        for row, values in zip(rows, found, strict=True):
            for heading, value in zip(("difference", "lower_95", "upper_95"), values, strict=True):
                yield float(row[heading]), to_places(value, 4)


def to_places(value: object, places: int) -> object:
    """A number as it is published; anything else as it is."""
    return round(value, places) if isinstance(value, int | float) else value


def of_funnel(rows: Sequence[Row]) -> Pairs:
    """A funnel's limits in percent, to the six decimals that are published."""
    given = [(0.0, float(row["denominator"]), float(row["baseline_pct"]) / 100) for row in rows]
    for found in sheets.by_formulas(sheets.funnel(given)):
        for row, (*ends, _) in zip(rows, found, strict=True):
            for heading, end in zip(ENDS, ends, strict=True):
                yield float(row[heading]), to_places(end * 100 if isinstance(end, float | int) else end, 6)


def of_areas(rows: Sequence[Row], baseline: float) -> Pairs:
    """Which areas lie past a funnel's limits: 1 for each that is said to, or not to, wrongly."""
    given = [(float(row["numerator"]), float(row["denominator"]), baseline) for row in rows]
    words = {one.value: said for one, said in STANDS.items()}
    for found in sheets.by_formulas(sheets.funnel(given)):
        for row, (*_, said) in zip(rows, found, strict=True):
            yield 0.0, float(words.get(str(said)) != row["significance"])


def around(rows: Sequence[Row], lay_out: sheets.LayOut, centre: str = "centre") -> Pairs:
    """Centre and limits of each row; of a point that is left out the sheet has none."""
    for found in sheets.by_formulas(lay_out):
        for row, values in zip(rows, found, strict=True):
            for heading, value in zip((centre, "lower", "upper"), values, strict=True):
                if row[heading].strip() and is_yes(row.get("included", "1")):
                    yield float(row[heading]), value


def of_p_chart(rows: Sequence[Row]) -> Pairs:
    """Shares of varying wholes, in parts where there are some."""
    counts = list(zip(floats(rows, "nonconforming"), floats(rows, "size"), strict=True))
    parts: list[slice] = []
    for part in dict.fromkeys(row.get("part", "") for row in rows):
        at = [number for number, row in enumerate(rows) if row.get("part", "") == part]
        parts.append(slice(at[0], at[-1] + 1))
    chosen = [is_yes(row.get("included", "1")) for row in rows]
    if all(sum(chosen[part]) >= FEWEST for part in parts):
        points = [part / whole for part, whole in counts]
        lay_out = sheets.limits(Chart.SHARES, points, counts, parts if len(parts) > 1 else (), chosen)
        yield from around(rows, lay_out)


def of_u_chart(rows: Sequence[Row]) -> Pairs:
    """Counts per varying bases, worked out per thousand."""
    counts = list(zip(floats(rows, "count"), floats(rows, "size"), strict=True))
    lay_out = sheets.limits(Chart.RATES, [count / size * 1000 for count, size in counts], counts)
    for said, found in around(rows, lay_out) if len(rows) >= FEWEST else ():
        yield said, found / 1000 if isinstance(found, int | float) else found


def of_c_chart(rows: Sequence[Row]) -> Pairs:
    """Counts over spans of one length: what is no part of the baseline is left out."""
    chosen = [is_yes(row["in_baseline"]) for row in rows]
    if sum(chosen) >= FEWEST and sum(baseline_of(rows, "count")) >= RARE * sum(chosen):  # of rare ones limits are exact
        yield from around(rows, sheets.limits(Chart.COUNTS, floats(rows, "count"), chosen=chosen))


def of_making_data_count(rows: Sequence[Row]) -> Pairs:
    """Single values, unusual ranges left out once."""
    if len(rows) >= FEWEST:
        yield from around(rows, sheets.limits(Chart.VALUES, floats(rows, "y")), "mean")


def of_t_chart(rows: Sequence[Row]) -> Pairs:
    """Times between rare events."""
    if len(rows) >= FEWEST:
        yield from around(rows, sheets.limits(Chart.TIMES, floats(rows, "hours")))


def of_run_rules(rows: Sequence[Row]) -> Pairs:
    """Which points the run rules mark."""
    for row in rows:
        given, flags = case_of(row)
        of_three = row["rule"].startswith("two_in_three")
        lay_out = sheets.near(given, sides_of(row, given)) if of_three else sheets.runs([float(one) for one in given])
        for found in sheets.by_formulas(lay_out):
            if of_three:
                ends = [int(cell == 1) for (cell,) in found]
                marked = [float(any(ends[at : at + 3])) for at in range(len(ends))]
            else:
                is_side = row["rule"].startswith("seven_point_one_side")
                marked = [_way(run, side) if is_side else _way(trend, trend) for run, trend, side in found]
            yield from zip(map(float, flags), marked, strict=True)


def _way(length: object, way: object) -> float:
    """1 or -1 for a point that is marked, by its side or the way that it went."""
    return math.copysign(1, way) if sheets.is_run(length) and isinstance(way, int | float) else 0.0


def of_run_chart(rows: Sequence[Row]) -> Pairs:
    """How long a run and how few crossings chance allows."""
    for found in sheets.by_formulas(sheets.run_charts([int(row["useful_points"]) for row in rows])):
        for row, (longest, fewest) in zip(rows, found, strict=True):
            yield float(row["longest_run_allowed"]), longest
            yield float(row["fewest_crossings_allowed"]), fewest


def of_none(_: Sequence[Row]) -> Pairs:
    """Of what no formula of the workbook works out: single values by ranges that are not screened."""
    return iter(())
