"""Hold what the program works out against published numbers: `python scripts/worked.py FOLDER`.

Each CSV of the folder is known by its headings, whatever its name. For each the greatest difference is printed: of what
the rules give, in Python, and of what the workbook's own formulas give, by each engine that is there.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import worked_formulas as formulas
import worked_rules as rules
import worked_sheets as sheets
from worked_files import Pairs, Row

from cyps_xl.errors import CypsError


@dataclass(frozen=True)
class Shape:
    """What a file holds, and how it is worked out: by the rules, and by the workbook's formulas."""

    called: str
    by_rules: Callable[[Sequence[Row]], Pairs]
    by_formulas: Callable[[Sequence[Row]], Pairs]


SHAPES: dict[tuple[str, ...], Shape] = {
    ("numerator", "denominator", "multiplier", "method", "value", "lower_95", "upper_95"): Shape(
        "rates", rules.of_rates, formulas.of_rates
    ),
    ("numerator", "denominator", "value", "lower_95", "upper_95"): Shape("wilson", rules.of_wilson, formulas.of_wilson),
    ("denominator", "lower_95", "upper_95", "baseline_pct"): Shape("funnel", rules.of_funnel, formulas.of_funnel),
    ("a", "m", "b", "n", "difference"): Shape("newcombe", rules.of_newcombe, formulas.of_newcombe),
    ("nonconforming", "size", "part", "included"): Shape(
        "p chart in parts", rules.of_p_chart_in_parts, formulas.of_p_chart
    ),
    ("nonconforming", "size", "centre"): Shape("p chart", rules.of_p_chart, formulas.of_p_chart),
    ("count", "size", "centre"): Shape("u chart", rules.of_u_chart, formulas.of_u_chart),
    ("count", "in_baseline", "centre"): Shape("c chart", rules.of_c_chart, formulas.of_c_chart),
    ("cost", "in_baseline", "centre"): Shape("individuals", rules.of_individuals, formulas.of_none),
    ("i", "y", "mean"): Shape("making data count", rules.of_making_data_count, formulas.of_making_data_count),
    ("hours", "centre"): Shape("t chart", rules.of_t_chart, formulas.of_t_chart),
    ("rule", "input", "flags"): Shape("run rules", rules.of_run_rules, formulas.of_run_rules),
    ("useful_points", "longest_run_allowed"): Shape("run chart", rules.of_run_chart, formulas.of_run_chart),
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
        return Shape(
            "areas in a funnel",
            partial(rules.of_areas, baseline=rate),
            partial(formulas.of_areas, baseline=rate),
        )
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
