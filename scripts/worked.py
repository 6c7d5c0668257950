"""Hold what the program works out against published numbers: `python scripts/worked.py FOLDER`.

Each CSV of the folder is known by its headings, whatever its name. For each the greatest difference is printed: of what
the rules give, in Python, and of what the workbook's own formulas give, by each engine that is there.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import worked_sheets as sheets

from cyps_xl.errors import CypsError
from cyps_xl.measures import limits, run_charts
from cyps_xl.measures.chance import Interval, byar, exact_count, newcombe, wilson
from cyps_xl.measures.funnel import NEARLY_ALL, Share, Stands, stands
from cyps_xl.measures.limits import FEWEST, RARE, Limits
from cyps_xl.sheets.shapes.limits import Chart

Row = dict[str, str]
Pairs = Iterator[tuple[float, object]]
"""What a file says, and what the program works out."""


def floats(rows: Sequence[Row], heading: str) -> list[float]:
    """A column of numbers."""
    return [float(row[heading]) for row in rows]


CONFIDENCES = (("95", 0.95), ("99_8", NEARLY_ALL))
"""As headings name them."""


def both_ends(row: Row, words: str, interval: Interval, size: float = 1) -> Pairs:
    """The interval of one confidence; nothing where a file has it not."""
    if not row.get(f"lower_{words}"):
        return
    yield float(row[f"lower_{words}"]), interval.low * size
    yield float(row[f"upper_{words}"]), interval.high * size


def around(rows: Sequence[Row], found: Sequence[Limits], centre: str = "centre") -> Pairs:
    """Centre and limits of each row; a limit that a file leaves out, as one below nought, is passed over."""
    for row, one in zip(rows, found, strict=True):
        for heading, value in ((centre, one.centre), ("lower", one.lower), ("upper", one.upper)):
            if row[heading].strip():
                yield float(row[heading]), value


def of_wilson(rows: Sequence[Row]) -> Pairs:
    """Shares with their intervals."""
    for row in rows:
        for words, confidence in CONFIDENCES:
            found = wilson(float(row["numerator"]), float(row["denominator"]), confidence)
            yield from both_ends(row, words, found)


EXACT_BELOW = 10
"""Events of which public health takes the exact interval where nothing else is said, for Byar's is close above."""


def method_of(row: Row) -> Callable[[int, float], Interval]:
    """The interval that a row's method names; where it names none, that which its count would have."""
    named = row["method"].casefold()
    if "byar" in named or "exact" in named:
        return byar if "byar" in named else exact_count
    return usual_method(float(row["numerator"]))


def usual_method(count: float) -> Callable[[int, float], Interval]:
    """The interval of a count of which nothing else is said."""
    return exact_count if count < EXACT_BELOW else byar


def of_rates(rows: Sequence[Row]) -> Pairs:
    """Rates per population with Byar's or the exact interval."""
    for row in rows:
        count, base, times = (float(row[heading]) for heading in ("numerator", "denominator", "multiplier"))
        method = method_of(row)
        yield float(row["value"]), count / base * times
        for words, confidence in CONFIDENCES:
            yield from both_ends(row, words, method(int(count), confidence), times / base)


def rates_by_formulas(rows: Sequence[Row]) -> Pairs:
    """The same at 95%, where the file takes the method that the workbook takes of such a count."""
    usual = [row for row in rows if row.get("lower_95") and method_of(row) is usual_method(float(row["numerator"]))]
    counts = [(int(float(row["numerator"])), float(row["denominator"]), int(float(row["multiplier"]))) for row in usual]
    yield from at_95(usual, sheets.rates(counts))


def wilson_by_formulas(rows: Sequence[Row]) -> Pairs:
    """Shares with their intervals at 95%, as the workbook has them."""
    counts = [(float(row["numerator"]), float(row["denominator"])) for row in rows]
    yield from at_95(rows, sheets.shares(counts))


def at_95(rows: Sequence[Row], lay_out: sheets.LayOut) -> Pairs:
    """Both ends of each row, by each engine."""
    for found in sheets.by_formulas(lay_out) if rows else ():
        for row, (low, high) in zip(rows, found, strict=True):
            yield float(row["lower_95"]), low
            yield float(row["upper_95"]), high


def of_newcombe(rows: Sequence[Row]) -> Pairs:
    """Differences of two shares, to the four decimals that are published."""
    for row in rows:
        a, m, b, n = (float(row[heading]) for heading in "ambn")
        found = newcombe((a, m), (b, n))
        yield float(row["difference"]), round(a / m - b / n, 4)
        yield float(row["lower_95"]), round(found.low, 4)
        yield float(row["upper_95"]), round(found.high, 4)


def newcombe_by_formulas(rows: Sequence[Row]) -> Pairs:
    """The same, by the workbook's formulas."""
    pairs = [tuple(float(row[heading]) for heading in "ambn") for row in rows]
    for found in sheets.by_formulas(sheets.differences(pairs)):  # type: ignore[arg-type]
        for row, values in zip(rows, found, strict=True):
            for heading, value in zip(("difference", "lower_95", "upper_95"), values, strict=True):
                yield float(row[heading]), to_places(value, 4)


def to_places(value: object, places: int) -> object:
    """A number as it is published; anything else as it is."""
    return round(value, places) if isinstance(value, int | float) else value


ENDS = ("lower_95", "upper_95", "lower_99_8", "upper_99_8")


def of_funnel(rows: Sequence[Row]) -> Pairs:
    """A funnel's limits in percent, to the six decimals that are published."""
    for row in rows:
        whole, rate = float(row["denominator"]), float(row["baseline_pct"]) / 100
        found = [limits.funnel(rate, whole, confidence) for _, confidence in CONFIDENCES]
        for heading, end in zip(ENDS, [end for one in found for end in (one.lower, one.upper)], strict=True):
            yield float(row[heading]), round(end * 100, 6)


def funnel_by_formulas(rows: Sequence[Row]) -> Pairs:
    """The same, by the workbook's formulas."""
    given = [(0.0, float(row["denominator"]), float(row["baseline_pct"]) / 100) for row in rows]
    for found in sheets.by_formulas(sheets.funnel(given)):
        for row, (*ends, _) in zip(rows, found, strict=True):
            for heading, end in zip(ENDS, ends, strict=True):
                yield float(row[heading]), to_places(end * 100 if isinstance(end, float | int) else end, 6)


STANDS = {
    Stands.FAR_BELOW: "Low (0.001)",
    Stands.BELOW: "Low (0.025)",
    Stands.WITHIN: "Not significant",
    Stands.ABOVE: "High (0.025)",
    Stands.FAR_ABOVE: "High (0.001)",
}
"""Where an area stands, as the published file says it."""


def of_areas(rows: Sequence[Row], baseline: float) -> Pairs:
    """Which areas lie past a funnel's limits, about the rate of all: 1 for each that is said to, or not to, wrongly."""
    for row in rows:
        said = stands(Share(float(row["numerator"]), float(row["denominator"])), Share(baseline, 1))
        yield 0.0, float(said is None or STANDS[said] != row["significance"])


def areas_by_formulas(rows: Sequence[Row], baseline: float) -> Pairs:
    """The same, by the workbook's formulas."""
    given = [(float(row["numerator"]), float(row["denominator"]), baseline) for row in rows]
    words = {one.value: said for one, said in STANDS.items()}
    for found in sheets.by_formulas(sheets.funnel(given)):
        for row, (*_, said) in zip(rows, found, strict=True):
            yield 0.0, float(words.get(str(said)) != row["significance"])


def limits_by_formulas(rows: Sequence[Row], lay_out: sheets.LayOut, centre: str = "centre") -> Pairs:
    """Centre and limits of each row, by the workbook's formulas; of a point that is left out the sheet has none."""
    for found in sheets.by_formulas(lay_out):
        for row, values in zip(rows, found, strict=True):
            for heading, value in zip((centre, "lower", "upper"), values, strict=True):
                if row[heading].strip() and is_yes(row.get("included", "1")):
                    yield float(row[heading]), value


def of_p_chart(rows: Sequence[Row]) -> Pairs:
    """Shares of varying wholes."""
    return around(rows, limits.of_shares(floats(rows, "nonconforming"), floats(rows, "size")))


def p_chart_by_formulas(rows: Sequence[Row]) -> Pairs:
    """The same, by the workbook's formulas, in parts where there are some."""
    counts = list(zip(floats(rows, "nonconforming"), floats(rows, "size"), strict=True))
    parts: list[slice] = []
    for part in dict.fromkeys(row.get("part", "") for row in rows):
        at = [number for number, row in enumerate(rows) if row.get("part", "") == part]
        parts.append(slice(at[0], at[-1] + 1))
    chosen = [is_yes(row.get("included", "1")) for row in rows]
    if all(sum(chosen[part]) >= FEWEST for part in parts):
        points = [part / whole for part, whole in counts]
        lay_out = sheets.limits(Chart.SHARES, points, counts, parts if len(parts) > 1 else (), chosen)
        yield from limits_by_formulas(rows, lay_out)


def of_p_chart_in_parts(rows: Sequence[Row]) -> Pairs:
    """The same, whose limits are worked out anew for each part, of the points that are included."""
    for part in dict.fromkeys(row["part"] for row in rows):
        those = [row for row in rows if row["part"] == part]
        chosen = [is_yes(row["included"]) for row in those]
        found = limits.of_shares(floats(those, "nonconforming"), floats(those, "size"), chosen)
        yield from around(those, found)
        for row in those:
            if row.get("rate"):
                yield float(row["rate"]), float(row["nonconforming"]) / float(row["size"])


def of_u_chart(rows: Sequence[Row]) -> Pairs:
    """Counts per varying bases."""
    return around(rows, limits.of_rates(floats(rows, "count"), floats(rows, "size")))


def u_chart_by_formulas(rows: Sequence[Row]) -> Pairs:
    """The same, by the workbook's formulas, per thousand."""
    counts = list(zip(floats(rows, "count"), floats(rows, "size"), strict=True))
    lay_out = sheets.limits(Chart.RATES, [count / size * 1000 for count, size in counts], counts)
    for said, found in limits_by_formulas(rows, lay_out) if len(rows) >= FEWEST else ():
        yield said, found / 1000 if isinstance(found, int | float) else found


def is_yes(cell: str) -> bool:
    """Whether a cell says yes, as one program or another writes it."""
    return cell.strip().casefold() in ("1", "1.0", "true", "t", "yes", "y")


def _baseline(rows: Sequence[Row], heading: str) -> list[float]:
    return [float(row[heading]) for row in rows if is_yes(row["in_baseline"])]


def of_c_chart(rows: Sequence[Row]) -> Pairs:
    """Counts over spans of one length."""
    return around(rows, [limits.of_counts(_baseline(rows, "count"))] * len(rows))


def c_chart_by_formulas(rows: Sequence[Row]) -> Pairs:
    """The same, by the workbook's formulas: what is no part of the baseline is left out."""
    chosen = [is_yes(row["in_baseline"]) for row in rows]
    if sum(chosen) >= FEWEST and sum(_baseline(rows, "count")) >= RARE * sum(chosen):  # of rare ones limits are exact
        yield from limits_by_formulas(rows, sheets.limits(Chart.COUNTS, floats(rows, "count"), chosen=chosen))


def of_individuals(rows: Sequence[Row]) -> Pairs:
    """Single values, by the moving ranges of a baseline."""
    return around(rows, [limits.of_values(_baseline(rows, "cost"))] * len(rows))


def of_making_data_count(rows: Sequence[Row]) -> Pairs:
    """The same, unusual ranges left out once."""
    return around(rows, [limits.of_values(floats(rows, "y"), screened=True)] * len(rows), "mean")


def making_data_count_by_formulas(rows: Sequence[Row]) -> Pairs:
    """The same, by the workbook's formulas."""
    if len(rows) >= FEWEST:
        yield from limits_by_formulas(rows, sheets.limits(Chart.VALUES, floats(rows, "y")), "mean")


def t_chart_by_formulas(rows: Sequence[Row]) -> Pairs:
    """The same as of a t chart, by the workbook's formulas."""
    if len(rows) >= FEWEST:
        yield from limits_by_formulas(rows, sheets.limits(Chart.TIMES, floats(rows, "hours")))


def of_t_chart(rows: Sequence[Row]) -> Pairs:
    """Times between rare events: the 3.6th root, an XmR chart of that, and back (Nelson 1994)."""
    return around(rows, [limits.of_times_between(floats(rows, "hours"))] * len(rows))


def of_run_rules(rows: Sequence[Row]) -> Pairs:
    """Which points the run rules mark."""
    for row in rows:
        given, flags = _case(row)
        if row["rule"].startswith("seven_point_one_side"):
            found = limits.run_on_one_side(given)
        elif row["rule"].startswith("seven_point_trend"):
            found = limits.trend(given)
        else:
            found = limits.near_a_limit([bool(one) for one in given], _sides(row, given))
        yield from zip(map(float, flags), map(float, found), strict=True)


def _case(row: Row) -> tuple[list[int], list[int]]:
    given, flags = ([int(part) for part in row[heading].split()] for heading in ("input", "flags"))
    return given, flags


def _sides(row: Row, given: Sequence[int]) -> list[int]:
    """On which side each point lies: where nothing is said, above."""
    _, _, written = row["rule"].partition("sides ")
    return [int(part) for part in written.rstrip(")").split()] or [1] * len(given)


def run_rules_by_formulas(rows: Sequence[Row]) -> Pairs:
    """The same, by the workbook's formulas."""
    for row in rows:
        given, flags = _case(row)
        of_three = row["rule"].startswith("two_in_three")
        lay_out = sheets.near(given, _sides(row, given)) if of_three else sheets.runs([float(one) for one in given])
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
    for row in rows:
        points = int(row["useful_points"])
        yield float(row["longest_run_allowed"]), run_charts.longest_run(points)
        yield float(row["fewest_crossings_allowed"]), run_charts.fewest_crossings(points)


def run_chart_by_formulas(rows: Sequence[Row]) -> Pairs:
    """The same, by the workbook's formulas."""
    for found in sheets.by_formulas(sheets.run_charts([int(row["useful_points"]) for row in rows])):
        for row, (longest, fewest) in zip(rows, found, strict=True):
            yield float(row["longest_run_allowed"]), longest
            yield float(row["fewest_crossings_allowed"]), fewest


def by_none(_: Sequence[Row]) -> Pairs:
    """Of what no formula of the workbook works out: single values by ranges that are not screened."""
    return iter(())


@dataclass(frozen=True)
class Shape:
    """What a file holds, and how it is worked out: by the rules, and by the workbook's formulas."""

    called: str
    by_rules: Callable[[Sequence[Row]], Pairs]
    by_formulas: Callable[[Sequence[Row]], Pairs]


SHAPES: dict[tuple[str, ...], Shape] = {
    ("numerator", "denominator", "multiplier", "method", "value", "lower_95", "upper_95"): Shape(
        "rates", of_rates, rates_by_formulas
    ),
    ("numerator", "denominator", "value", "lower_95", "upper_95"): Shape("wilson", of_wilson, wilson_by_formulas),
    ("denominator", "lower_95", "upper_95", "baseline_pct"): Shape("funnel", of_funnel, funnel_by_formulas),
    ("a", "m", "b", "n", "difference"): Shape("newcombe", of_newcombe, newcombe_by_formulas),
    ("nonconforming", "size", "part", "included"): Shape("p chart in parts", of_p_chart_in_parts, p_chart_by_formulas),
    ("nonconforming", "size", "centre"): Shape("p chart", of_p_chart, p_chart_by_formulas),
    ("count", "size", "centre"): Shape("u chart", of_u_chart, u_chart_by_formulas),
    ("count", "in_baseline", "centre"): Shape("c chart", of_c_chart, c_chart_by_formulas),
    ("cost", "in_baseline", "centre"): Shape("individuals", of_individuals, by_none),
    ("i", "y", "mean"): Shape("making data count", of_making_data_count, making_data_count_by_formulas),
    ("hours", "centre"): Shape("t chart", of_t_chart, t_chart_by_formulas),
    ("rule", "input", "flags"): Shape("run rules", of_run_rules, run_rules_by_formulas),
    ("useful_points", "longest_run_allowed"): Shape("run chart", of_run_chart, run_chart_by_formulas),
}
"""Files by the headings that they have, the most telling first."""


def rows_of(path: Path) -> list[Row]:
    """The rows of a CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def shape_of(rows: Sequence[Row], baselines: Sequence[float] = ()) -> Shape | None:
    """What a file is; None when it is none of these. `baselines` are those of the folder's funnels."""
    if not rows:
        return None
    if "significance" in rows[0] and len(set(baselines)) == 1:
        rate = baselines[0] / 100
        return Shape("areas in a funnel", partial(of_areas, baseline=rate), partial(areas_by_formulas, baseline=rate))
    return next((shape for headings, shape in SHAPES.items() if set(headings) <= set(rows[0])), None)


def greatest(pairs: Pairs) -> tuple[float, int]:
    """The greatest difference, endless where there is no number at all, and of how many values it is."""
    found = [abs(said - value) if isinstance(value, int | float) else math.inf for said, value in pairs]
    return max((math.inf if math.isnan(one) else one for one in found), default=0.0), len(found)


def line_of(rows: Sequence[Row], baselines: Sequence[float] = ()) -> str:
    """What is printed of a file; one that cannot be worked out leaves the others their lines."""
    shape = shape_of(rows, baselines)
    if shape is None:
        return "not of these shapes"
    try:
        return _compared(shape, rows)
    except (ArithmeticError, LookupError, ValueError, CypsError) as error:
        return f"{shape.called}, cannot be worked out: {error or type(error).__name__}"


def _compared(shape: Shape, rows: Sequence[Row]) -> str:
    (by_rules, _), (by_formulas, values) = greatest(shape.by_rules(rows)), greatest(shape.by_formulas(rows))
    names = " and ".join(name for name, _ in sheets.engines())
    told = f"{by_formulas:.2g} by formulas ({values} values, {names})" if values else "no formulas of the workbook"
    return f"{shape.called}, {by_rules:.2g}; {told}"


def main(folder: str) -> int:
    """Print a line for each file; 1 when none was known."""
    files: dict[str, list[Row]] = {}
    for path in sorted(Path(folder).glob("*.csv")):
        try:
            files[path.name] = rows_of(path)
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            print(f"{path.name}: cannot be read: {error}")
    baselines = [float(row["baseline_pct"]) for rows in files.values() for row in rows if row.get("baseline_pct")]
    for name, rows in files.items():
        print(f"{name}: {line_of(rows, baselines)}", flush=True)
    return 0 if any(shape_of(rows, baselines) for rows in files.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else print(__doc__) or 2)
