"""The columns of a scorecard by defined names, so that another sheet can choose rows of it by formula."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_xl.sheets.builder import SheetBuilder
from cyps_xl.sheets.plan import ScorecardRanges, Span
from cyps_xl.sheets.shapes.scorecard_columns import (
    DIRECTION,
    DIRECTION_WORDS,
    NAME,
    NO,
    REFERENCE,
    Columns,
)


def name_columns(
    sheet: SheetBuilder, columns: Columns, outside: tuple[str, ...], rows: tuple[int, int], number: int
) -> ScorecardRanges:
    """Name what At a glance reads of a scorecard, the `number`th of its sheet, in these rows.

    `outside` are the areas that are no part of the council: of a team, which our own figure holds, nothing is said.
    """
    prefix = f"cyps_scorecard_{sheet.key}_{number}_"
    first, last = rows
    for what, column in _columns(columns, outside):
        sheet.name_range(prefix + what, Span(first, column, last, column))
    return ScorecardRanges(prefix, outside, bool(columns.targets))


def _columns(columns: Columns, outside: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    yield from (("no", NO), ("reference", REFERENCE), ("name", NAME))
    now, before = columns.this_quarter, columns.last_quarter
    yield from (("now", now.value), ("now_number", now.number), ("now_out_of", now.out_of))
    yield from (("before", before.value), ("before_number", before.number), ("before_out_of", before.out_of))
    year = columns.latest_year
    yield from (("year", year.value), ("year_number", year.number), ("year_out_of", year.out_of))
    yield "year_before", columns.year_before.value
    yield from (("direction", DIRECTION), ("words", DIRECTION_WORDS))
    for what in ("Change, chance", "Words asked for", "Words without a place", "Decimals", "Is a rate", "Unit"):
        yield what.lower().replace(",", "").replace(" ", "_"), columns.working(what)
    if columns.targets:
        yield "met", columns.met
    for at, area in enumerate(columns.areas):
        if area in outside:
            which = outside.index(area) + 1
            yield f"against_{which}", columns.against(at)
            yield f"chance_{which}", columns.chance_against(at)
            yield f"area_{which}", columns.comparator(at).value
