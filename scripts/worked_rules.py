"""Published numbers by the rules in Python: pairs of what a file says and what measures/ gives."""

from __future__ import annotations

from collections.abc import Sequence

from worked_files import (
    CONFIDENCES,
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
)

from cyps_xl.measures import limits, run_charts
from cyps_xl.measures.chance import Interval, newcombe, wilson
from cyps_xl.measures.funnel import Share, stands
from cyps_xl.measures.limits import Limits


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
    """A funnel's limits in percent, to the six decimals that are published."""
    for row in rows:
        whole, rate = float(row["denominator"]), float(row["baseline_pct"]) / 100
        found = [limits.funnel(rate, whole, confidence) for _, confidence in CONFIDENCES]
        for heading, end in zip(ENDS, [end for one in found for end in (one.lower, one.upper)], strict=True):
            yield float(row[heading]), round(end * 100, 6)


def of_areas(rows: Sequence[Row], baseline: float) -> Pairs:
    """Which areas lie past a funnel's limits, about the rate of all: 1 for each that is said to, or not to, wrongly."""
    for row in rows:
        said = stands(Share(float(row["numerator"]), float(row["denominator"])), Share(baseline, 1))
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


def of_c_chart(rows: Sequence[Row]) -> Pairs:
    """Counts over spans of one length."""
    return around(rows, [limits.of_counts(baseline_of(rows, "count"))] * len(rows))


def of_individuals(rows: Sequence[Row]) -> Pairs:
    """Single values, by the moving ranges of a baseline."""
    return around(rows, [limits.of_values(baseline_of(rows, "cost"))] * len(rows))


def of_making_data_count(rows: Sequence[Row]) -> Pairs:
    """The same, unusual ranges left out once."""
    return around(rows, [limits.of_values(floats(rows, "y"), screened=True)] * len(rows), "mean")


def of_t_chart(rows: Sequence[Row]) -> Pairs:
    """Times between rare events: the 3.6th root, an XmR chart of that, and back (Nelson 1994)."""
    return around(rows, [limits.of_times_between(floats(rows, "hours"))] * len(rows))


def of_run_rules(rows: Sequence[Row]) -> Pairs:
    """Which points the run rules mark."""
    for row in rows:
        given, flags = case_of(row)
        if row["rule"].startswith("seven_point_one_side"):
            found = limits.run_on_one_side(given)
        elif row["rule"].startswith("seven_point_trend"):
            found = limits.trend(given)
        else:
            found = limits.near_a_limit([bool(one) for one in given], sides_of(row, given))
        yield from zip(map(float, flags), map(float, found), strict=True)


def of_run_chart(rows: Sequence[Row]) -> Pairs:
    """How long a run and how few crossings chance allows."""
    for row in rows:
        points = int(row["useful_points"])
        yield float(row["longest_run_allowed"]), run_charts.longest_run(points)
        yield float(row["fewest_crossings_allowed"]), run_charts.fewest_crossings(points)
