"""Hold what the program works out against published numbers: `python scripts/worked.py FOLDER`.

Each CSV of the folder is known by its headings, whatever its name. For each the greatest difference is printed.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import worked_funnel

from cyps_xl.measures import limits, run_charts
from cyps_xl.measures.chance import Interval, byar, exact_count, newcombe, wilson
from cyps_xl.measures.funnel import NEARLY_ALL, Share, Stands, stands
from cyps_xl.measures.limits import Limits

Row = dict[str, str]
Pairs = Iterator[tuple[float, float]]
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
    return exact_count if float(row["numerator"]) < EXACT_BELOW else byar


def of_rates(rows: Sequence[Row]) -> Pairs:
    """Rates per population with Byar's or the exact interval."""
    for row in rows:
        count, base, times = (float(row[heading]) for heading in ("numerator", "denominator", "multiplier"))
        method = method_of(row)
        yield float(row["value"]), count / base * times
        for words, confidence in CONFIDENCES:
            yield from both_ends(row, words, method(int(count), confidence), times / base)


def of_newcombe(rows: Sequence[Row]) -> Pairs:
    """Differences of two shares, to the four decimals that are published."""
    for row in rows:
        a, m, b, n = (float(row[heading]) for heading in "ambn")
        found = newcombe((a, m), (b, n))
        yield float(row["difference"]), round(a / m - b / n, 4)
        yield float(row["lower_95"]), round(found.low, 4)
        yield float(row["upper_95"]), round(found.high, 4)


def of_funnel(rows: Sequence[Row]) -> Pairs:
    """A funnel's limits in percent, to the six decimals that are published: by the rules, and by the formulas."""
    given = [(0.0, float(row["denominator"]), float(row["baseline_pct"]) / 100) for row in rows]
    for row, (_, whole, rate), (by_formulas, _) in zip(rows, given, worked_funnel.by_formulas(given), strict=True):
        rules = [limits.funnel(rate, whole, confidence) for _, confidence in CONFIDENCES]
        for found in ([end for one in rules for end in (one.lower, one.upper)], by_formulas):
            for heading, end in zip(("lower_95", "upper_95", "lower_99_8", "upper_99_8"), found, strict=True):
                yield float(row[heading]), round(end * 100, 6)


STANDS = {
    Stands.FAR_BELOW: "Low (0.001)",
    Stands.BELOW: "Low (0.025)",
    Stands.WITHIN: "Not significant",
    Stands.ABOVE: "High (0.025)",
    Stands.FAR_ABOVE: "High (0.001)",
}
"""Where an area stands, as the published file says it."""


def of_areas(rows: Sequence[Row], baseline: float) -> Pairs:
    """Which areas lie past a funnel's limits, about the rate of all: 1 for each that is said to, or not to, wrongly.

    By the rules, and by the formulas.
    """
    given = [(float(row["numerator"]), float(row["denominator"]), baseline) for row in rows]
    for row, (part, whole, rate), (_, words) in zip(rows, given, worked_funnel.by_formulas(given), strict=True):
        for said in (stands(Share(part, whole), Share(rate, 1)), Stands(words)):
            yield 0.0, float(said is None or STANDS[said] != row["significance"])


def of_p_chart(rows: Sequence[Row]) -> Pairs:
    """Shares of varying wholes."""
    return around(rows, limits.of_shares(floats(rows, "nonconforming"), floats(rows, "size")))


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


def is_yes(cell: str) -> bool:
    """Whether a cell says yes, as one program or another writes it."""
    return cell.strip().casefold() in ("1", "1.0", "true", "t", "yes", "y")


def _baseline(rows: Sequence[Row], heading: str) -> list[float]:
    return [float(row[heading]) for row in rows if is_yes(row["in_baseline"])]


def of_c_chart(rows: Sequence[Row]) -> Pairs:
    """Counts over spans of one length."""
    return around(rows, [limits.of_counts(_baseline(rows, "count"))] * len(rows))


def of_individuals(rows: Sequence[Row]) -> Pairs:
    """Single values, by the moving ranges of a baseline."""
    return around(rows, [limits.of_values(_baseline(rows, "cost"))] * len(rows))


def of_making_data_count(rows: Sequence[Row]) -> Pairs:
    """The same, unusual ranges left out once."""
    return around(rows, [limits.of_values(floats(rows, "y"), screened=True)] * len(rows), "mean")


def of_t_chart(rows: Sequence[Row]) -> Pairs:
    """Times between rare events: the 3.6th root, an XmR chart of that, and back (Nelson 1994)."""
    return around(rows, [limits.of_times_between(floats(rows, "hours"))] * len(rows))


def of_run_rules(rows: Sequence[Row]) -> Pairs:
    """Which points the run rules mark."""
    for row in rows:
        given, flags = ([int(part) for part in row[heading].split()] for heading in ("input", "flags"))
        if row["rule"].startswith("seven_point_one_side"):
            found = limits.run_on_one_side(given)
        elif row["rule"].startswith("seven_point_trend"):
            found = limits.trend(given)
        else:
            _, _, written = row["rule"].partition("sides ")
            sides = [int(part) for part in written.rstrip(")").split()] or [1] * len(given)
            found = limits.near_a_limit([bool(one) for one in given], sides)
        yield from zip(map(float, flags), map(float, found), strict=True)


def of_run_chart(rows: Sequence[Row]) -> Pairs:
    """How long a run and how few crossings chance allows."""
    for row in rows:
        points = int(row["useful_points"])
        yield float(row["longest_run_allowed"]), run_charts.longest_run(points)
        yield float(row["fewest_crossings_allowed"]), run_charts.fewest_crossings(points)


SHAPES: dict[tuple[str, ...], Callable[[Sequence[Row]], Pairs]] = {
    ("numerator", "denominator", "multiplier", "method", "value", "lower_95", "upper_95"): of_rates,
    ("numerator", "denominator", "value", "lower_95", "upper_95"): of_wilson,
    ("denominator", "lower_95", "upper_95", "baseline_pct"): of_funnel,
    ("a", "m", "b", "n", "difference"): of_newcombe,
    ("nonconforming", "size", "part", "included"): of_p_chart_in_parts,
    ("nonconforming", "size", "centre"): of_p_chart,
    ("count", "size", "centre"): of_u_chart,
    ("count", "in_baseline", "centre"): of_c_chart,
    ("cost", "in_baseline", "centre"): of_individuals,
    ("i", "y", "mean"): of_making_data_count,
    ("hours", "centre"): of_t_chart,
    ("rule", "input", "flags"): of_run_rules,
    ("useful_points", "longest_run_allowed"): of_run_chart,
}
"""Files by the headings that they have, the most telling first."""


def rows_of(path: Path) -> list[Row]:
    """The rows of a CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def greatest_difference(rows: Sequence[Row], baselines: Sequence[float] = ()) -> tuple[str, float] | None:
    """What a file is, and by how much the program differs from it at most; None when it is none of these.

    `baselines` are those that funnels of the same folder are about.
    """
    if not rows:
        return None
    if "significance" in rows[0] and len(set(baselines)) == 1:
        return "areas in a funnel", max(abs(a - b) for a, b in of_areas(rows, baselines[0] / 100))
    for headings, worked in SHAPES.items():
        if set(headings) <= set(rows[0]):
            return worked.__name__.removeprefix("of_").replace("_", " "), max(abs(a - b) for a, b in worked(rows))
    return None


def main(folder: str) -> int:
    """Print a line for each file; 1 when none was known."""
    files = {path.name: rows_of(path) for path in sorted(Path(folder).glob("*.csv"))}
    baselines = [float(row["baseline_pct"]) for rows in files.values() for row in rows if row.get("baseline_pct")]
    known = 0
    for name, rows in files.items():
        found = greatest_difference(rows, baselines)
        known += found is not None
        print(f"{name}: " + ("not of these shapes" if found is None else f"{found[0]}, {found[1]:.2g}"))
    return 0 if known else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else print(__doc__) or 2)
