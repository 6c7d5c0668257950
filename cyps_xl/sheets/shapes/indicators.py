"""A scorecard: indicators, each with its counts, its direction and how it stands against other areas."""

from __future__ import annotations

from dataclasses import astuple
from functools import cached_property

from cyps_xl.definition.indicators import Covered, is_reported
from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES, INDICATORS
from cyps_xl.sheets import line_figures
from cyps_xl.sheets.formulas import Formula, joined, span_text
from cyps_xl.sheets.indicator_words import explanations, missing_rows, rows_to_explain
from cyps_xl.sheets.indicators_reported import indicators_held
from cyps_xl.sheets.notices import not_shown
from cyps_xl.sheets.plan import Scorecard, ScorecardRanges, Span
from cyps_xl.sheets.shapes.page import Shape
from cyps_xl.sheets.shapes.scorecard_columns import (
    COMPARATORS,
    DIRECTION,
    DIRECTION_WORDS,
    LAST_QUARTER,
    NAME,
    NO,
    NUMBER,
    OUT_OF,
    REFERENCE,
    THIS_QUARTER,
    Columns,
)
from cyps_xl.sheets.shapes.scorecard_ranges import name_columns
from cyps_xl.sheets.shapes.scorecard_row import ScorecardRow
from cyps_xl.sheets.year_end import YearEnds, indicator_can_say, years_back


class Indicators(Shape):
    """One row an indicator; below them a row for the explanation of each that may decline."""

    frozen_columns = NAME + 1
    repeats_header = True

    @property
    def own_workings(self) -> tuple[float, ...]:
        columns = self.columns
        return (*(width for _, width in columns.workings), *(columns.year_ends.widths if columns.years else ()))

    @property
    def widths(self) -> tuple[float, ...]:
        return self.columns.widths

    @property
    def column_starts(self) -> tuple[int, ...]:
        return self.columns.starts

    @property
    def repeating_columns(self) -> tuple[int, ...]:
        """The latest full year: its fourth quarter, kept under it, is the quarter that is compared with."""
        return tuple(astuple(self.columns.latest_year)) if self.context.quarter.is_last else ()

    @property
    def notices(self) -> tuple[str, ...]:
        return (f"{self.block.name}: rows", f"{self.block.name}: explanations")

    @cached_property
    def columns(self) -> Columns:
        """Where its columns stand."""
        areas = self.context.compared_with
        values = self.context.inputs[INDICATOR_VALUES]
        rounded = {row["Area"] for row in values if row["Rounded to"]}
        places = tuple(at for at, area in enumerate(areas) if area in rounded)
        changes_rule = any(Covered.by(row).since for row in self._rows)
        return Columns(areas, self._targets, self._years, places, changes_rule)

    @property
    def _years(self) -> int:
        """How many past years are looked at; none where of no indicator enough are known."""
        years = years_back(self.context)
        return years if any(indicator_can_say(self.context, row, years) for row in self._rows) else 0

    @property
    def _targets(self) -> int:
        if all(row["Target"] is None for row in self._rows):
            return 0
        return 3 if any(row["Target to"] is not None for row in self._rows) else 2

    @cached_property
    def _year_ends(self) -> YearEnds | None:
        """The columns that say where the year may end; none where nothing is said of that."""
        if not self.columns.years:
            return None
        return YearEnds(self.sheet, self.context, self.columns.year_ends, self.header_row)

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        """The indicators of the block that are reported this quarter."""
        rows = line_figures.Rows(self.context.inputs, INDICATORS).where(self.block.where)
        return tuple(row for row in rows.found if is_reported(row, self.context.quarter))

    @cached_property
    def _to_explain(self) -> frozenset[str]:
        return rows_to_explain(self.context)

    @property
    def last_row(self) -> int:
        explained = sum(str(row["No"]) in self._to_explain for row in self._rows)
        return self.header_row + len(self._rows) + (2 + explained if explained else 0)

    def covers(self) -> Formula:
        return joined(self.context.names.quarter_heading, ", ", self.context.names.covers)

    def lay_out(self) -> None:
        self.put_title()
        sheet, columns = self.sheet, self.columns
        self._header()
        first = self.header_row + 1
        found: list[Formula] = []
        explained: list[int] = []
        for row, record in enumerate(self._rows, start=first):
            has_row = str(record["No"]) in self._to_explain
            found.append(ScorecardRow(sheet, self.context, columns, row, record, has_row, self._year_ends).lay_out())
            explained += [row] if has_row else []
        last = max(self.header_row + len(self._rows), first)
        if explained:
            explanations(sheet, self.context, last + 2, explained, columns.working("Words asked for"))
        for column in self._arrow_columns:
            sheet.arrows(Span(first, column, last, column))
        sheet.scorecard(self._scorecard(first, last))
        self.page.add_notice(self._not_shown(found))
        self.page.add_notice(missing_rows(sheet, columns.working("Words without a place"), (first, last)))

    @property
    def _arrow_columns(self) -> tuple[int, ...]:
        columns = self.columns
        return (DIRECTION, *map(columns.against, range(len(columns.areas))))

    def _scorecard(self, first: int, last: int) -> Scorecard:
        return Scorecard(
            span=Span(first, NO, last, self.columns.printed - 1),
            no=NO,
            reference=REFERENCE,
            name=NAME,
            previous=LAST_QUARTER,
            current=THIS_QUARTER,
            direction=DIRECTION,
            words=DIRECTION_WORDS,
            ranges=self._ranges(first, last),
        )

    def _ranges(self, first: int, last: int) -> ScorecardRanges | None:
        """The names of its columns, by the block's place on its sheet; none without indicators."""
        if not self._rows:
            return None
        outside = tuple(area for area in self.columns.areas if area in self.context.others)
        blocks = self.page.section.blocks
        return name_columns(self.sheet, self.columns, outside, (first, last), blocks.index(self.block) + 1)

    def _not_shown(self, found: list[Formula]) -> Formula:
        nowhere = self.sheet.placed(self.header_row, self.columns.working("Found"))
        held = indicators_held(self.context, self.block.where)
        missing = f"{held.text}-SUM({span_text(found or [nowhere])})"
        return not_shown(missing, int(held.figure or 0) - len(found), self.block.noun)

    def _header(self) -> None:
        """The one header row: every column's own words, the periods live."""
        names, columns = self.context.names, self.columns
        labels: dict[int, Formula | str] = {
            NO: "No",
            REFERENCE: "Reference",
            NAME: "Indicator",
            columns.better: "Better when",
            columns.year_before.value: names.year_before,
            DIRECTION: "Direction",
            DIRECTION_WORDS: "In words",
        }
        for at, area in enumerate(columns.areas):
            labels |= {
                COMPARATORS + at: joined(f"{area} ", names.last_year),
                columns.against(at): f"Against {area}",
                columns.against(at) + 1: f"{area}, in words",
            }
        if columns.targets:
            labels |= {columns.target: "Target", columns.met: "Target, this quarter"}
        if columns.has_range:
            labels |= {columns.target: "Target from", columns.target + 1: "Target to"}
        periods = (
            (columns.latest_year, names.last_year),
            (columns.last_quarter, names.last_quarter_heading),
            (columns.this_quarter, names.quarter_heading),
        )
        for place, label in periods:
            counts = {place.number: NUMBER, place.out_of: OUT_OF}
            labels |= {place.value: label, **{at: joined(f"{words}, ", label) for at, words in counts.items()}}
        if self._year_ends:
            self._year_ends.put_header()
        for column, words in sorted(labels.items()):
            self.sheet.put(self.header_row, column, words, self._header_style(column))
        for column, (working, _) in enumerate(columns.workings, start=columns.printed + 1):
            self.sheet.put(self.header_row, column, working, "workings header")
        self.sheet.height(self.header_row, 48)

    def _header_style(self, column: int) -> str:
        if column in self._arrow_columns:
            return "header center"
        if column == self.columns.better or (self.columns.targets and column == self.columns.met):
            return "header indented"
        words = (NO, REFERENCE, NAME, *(arrow + 1 for arrow in self._arrow_columns))
        return "header" if column in words else "header right"
