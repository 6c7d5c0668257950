"""A funnel: how far each council's percentage lies from that of all, by how many it is out of.

Ordered by size, and nobody's rank: that is what a funnel is drawn for. Method and words are those of measures.funnel,
in functions that Excel 2010 knows; what is worked with stands among the workings.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from cyps_xl.inputs.records import Row
from cyps_xl.inputs.tables.choices import AreaKind, Charts
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATORS
from cyps_xl.measures.indicators import Indicator
from cyps_xl.sheets.formulas import Formula, joined, quoted
from cyps_xl.sheets.funnel_figures import (
    ENDS,
    YEARS,
    Baseline,
    FunnelFigures,
    Standing,
    codes_of,
    limits_at,
    words_of,
)
from cyps_xl.sheets.plan import ChartPlan, Guide, SeriesPlan, Span
from cyps_xl.sheets.shapes.page import Shape
from cyps_xl.sheets.theme import WHOLE

CHART_ROWS = 20
COUNCIL, OUT_OF, NUMBER, RATE, MIDDLE, STANDS = 0, 1, 2, 3, 4, 9
LIMITS = (5, 6, 7, 8)
"""The columns of the table, counted from 0."""
HEADINGS = ("Council", "Out of", "Number", "Rate", "Rate of all", *ENDS, "In words")
WIDTHS = (20, 8, 8.8, 8.5, 8.5, 8.5, 8.5, 8.5, 8.5, 32)
"""Together what a page has in print, in either language: no column can be parted from the others."""
ANOTHER = "Another council"
OF_A_COUNTRY = (
    "The line in the middle, the rate of all, is that of {area}; chance keeps 19 in 20 councils in the inner limits."
)
OF_ALL = "The line in the middle is the rate of all that are shown; chance keeps 19 in 20 within the inner limits."
ROUNDED = "Rounded counts are compared as rounded: nothing is said that rounding could turn."
LEFT_OUT = ("Councils left out: ", " withheld, ", " without figures.")
NO_YEAR = "No council but our own has figures of this measure up to "
NO_SHARE = "A funnel is drawn of a percentage alone."
NONE_OF_OURS = "no figures of ours that year"
PROTECTED = "The funnel is left out of this edition, which protects small numbers."
WORKINGS = (
    "Area", "Number", "Out of", "Rounded to", "Size", "Part", "Place", "Withheld", "Row", "Rounded to, row", "Code",
    "Highest", "Lowest", "x", "y", "Middle", *ENDS,
)  # fmt: skip
COVERS = "the latest full year with figures, up to "
LABELS = (
    *HEADINGS, ANOTHER, f"{{year}}: {OF_A_COUNTRY}", f"{{year}}: {OF_ALL}", ROUNDED, NONE_OF_OURS, NO_SHARE, PROTECTED,
    f"{NO_YEAR}{{year}}.", f"{LEFT_OUT[0]}{{number}}{LEFT_OUT[1]}{{less}}{LEFT_OUT[2]}", f"{COVERS}{{year}}",
)  # fmt: skip
"""What the program itself says on a funnel."""


class Funnel(Shape):
    """The chart; below it our own council's row, and every council's by size, without a name unless Down is Area."""

    repeats_header = True

    @property
    def widths(self) -> tuple[float, ...]:
        return WIDTHS

    @property
    def own_workings(self) -> tuple[float, ...]:
        return tuple(max(11.0, len(one) + 2.0) for one in WORKINGS) if self._is_drawn else ()

    @property
    def header_row(self) -> int:
        return super().header_row + 3 + (CHART_ROWS + 1 if self._is_drawn else 0)

    @property
    def last_row(self) -> int:
        return self.header_row + len(self._areas) + 1 if self._is_drawn else super().header_row

    def covers(self) -> Formula:
        return joined(COVERS, self.context.names.last_year)

    @cached_property
    def _record(self) -> Row | None:
        """The indicator's row, as Where of the block names it."""
        no = dict(self.block.where).get("Indicator", "")
        return self.context.inputs[INDICATORS].find(no)

    @cached_property
    def _indicator(self) -> Indicator | None:
        """The indicator, where it is a percentage."""
        row = self._record
        if row is None:
            return None
        found = Indicator.of(unit=row["Unit"], decimals=row["Decimals"], better=None, measured=None, comparable=None)
        return found if found.is_rate else None

    @cached_property
    def _areas(self) -> tuple[str, ...]:
        """Our own council and the others, in the order of the sheet Areas."""
        areas = self.context.definition.areas
        return (COUNCIL_AREA, *(area.name for area in areas if area.kind is AreaKind.COUNCIL))

    @cached_property
    def _country(self) -> str:
        """The country whose rate is that of all; "" where there is none."""
        areas = self.context.definition.areas
        return next((area.name for area in areas if area.kind is AreaKind.COUNTRY), "")

    @cached_property
    def figures(self) -> FunnelFigures | None:
        """The figures, where the block is about a percentage."""
        if self._indicator is None or self._record is None:
            return None
        return FunnelFigures(self.context, self._record, self._indicator, self._areas, self._country)

    @property
    def _is_drawn(self) -> bool:
        """Whether there is anything to draw, in an edition in which it may be."""
        figures = self.figures
        return figures is not None and figures.has_others and not self.context.settings.withholds_chance

    def lay_out(self) -> None:
        self.put_title()
        first = super().header_row
        if self.context.settings.withholds_chance:
            self.sheet.across(first, PROTECTED)
        elif self.figures is None:
            self.sheet.across(first, NO_SHARE)
        elif not self.figures.has_others:
            self.sheet.across(first, joined(NO_YEAR, self.context.names.last_year, "."))
        else:
            self._draw(self.figures, first)

    def _work(self, row: int, label: str, item: Formula | str | float) -> Formula:
        """A cell among the workings, in the column of a heading."""
        printed = self.sheet.printed_columns or len(WIDTHS)
        return self.sheet.put(row, printed + 1 + WORKINGS.index(label), item, "workings")

    def _draw(self, figures: FunnelFigures, first: int) -> None:
        for label in WORKINGS:
            printed = self.sheet.printed_columns or len(WIDTHS)
            self.sheet.put(self.header_row, printed + 1 + WORKINGS.index(label), label, "workings header")
        year = self._year(figures, first)
        own, listed = self.header_row + 1, self.header_row + 2
        places = self._councils(figures, year, listed)
        baseline = self._baseline(figures, year, first + YEARS + 1)
        self._sentences(figures, first, year, baseline)
        styles = ("header", *(["header right"] * (STANDS - 1)), "header indented")
        self.sheet.header(self.header_row, HEADINGS, styles, lines=2)
        standing = [self._own(own, baseline)]
        standing += [self._listed(listed + at, at, places, baseline) for at in range(len(self._areas))]
        self._points(own, standing)
        shown = sum(one.size.figure is not None for one in standing[1:])
        self._chart(first + 3, own, Span(listed, COUNCIL, listed + len(self._areas) - 1, COUNCIL), shown)

    def _year(self, figures: FunnelFigures, row: int) -> Formula:
        """The latest full year in which another council has both counts."""
        held = []
        for at, (year, count) in enumerate(figures.years()):
            placed = self._work(row + at, "Area", year)
            held.append((placed, self._work(row + at, "Number", count(placed))))
        return self._work(row + YEARS, "Area", figures.latest(held))

    def _councils(self, figures: FunnelFigures, year: Formula, first: int) -> dict[str, list[Formula]]:
        """The counts of each area, whether they make a share, and its place by size."""
        columns: dict[str, list[Formula]] = {label: [] for label in WORKINGS}
        for at, area in enumerate(self._areas):
            row = first + at
            columns["Area"].append(self._work(row, "Area", area))
            number, out_of, rounded = figures.counts(area, year)
            number, out_of = self._work(row, "Number", number), self._work(row, "Out of", out_of)
            columns["Number"].append(number)
            columns["Rounded to"].append(self._work(row, "Rounded to", rounded))
            size = self._work(row, "Size", figures.size(number, out_of))
            columns["Size"].append(size)
            columns["Part"].append(self._work(row, "Part", figures.part(number, size)))
            columns["Withheld"].append(self._work(row, "Withheld", figures.is_withheld(area, year, size)))
        for at in range(len(self._areas)):
            columns["Place"].append(self._work(first + at, "Place", figures.place(columns["Size"], at)))
        self._columns = columns
        return columns

    def _baseline(self, figures: FunnelFigures, year: Formula, row: int) -> Baseline:
        """The rate of all, and how low and high rounding lets it be."""
        number, out_of, rounded, value = figures.country(year)
        number, out_of = self._work(row, "Number", number), self._work(row, "Out of", out_of)
        rounded, value = self._work(row, "Rounded to", rounded), self._work(row, "Size", value)
        found = figures.baseline((number, out_of, rounded, value), self._columns)
        rate = self._work(row + 1, "Number", found.rate)
        low, high = self._work(row + 1, "Out of", found.lowest), self._work(row + 1, "Rounded to", found.highest)
        return Baseline(rate, low, high, found.share, found.is_country)

    def _sentences(self, figures: FunnelFigures, row: int, year: Formula, baseline: Baseline) -> None:
        """What the middle is, what is left out, and that rounding is taken as it is."""
        middle = OF_A_COUNTRY.replace("{area}", self._country)
        said = Formula(
            f"IF({baseline.is_country.text},{quoted(middle)},{quoted(OF_ALL)})",
            middle if baseline.is_country.value else OF_ALL,
        )
        self.sheet.across(row, joined(year, ": ", said))
        self.sheet.across(row + 1, figures.left_out(self._columns, LEFT_OUT))
        self.sheet.across(row + 2, figures.rounding(self._columns, baseline, ROUNDED))

    def _own(self, row: int, baseline: Baseline) -> Standing:
        """Our own council's row, on top: it is the one that the report is about."""
        first = {label: cells[0] for label, cells in self._columns.items() if cells}
        placed = {label: Formula(first[label].text, first[label].value) for label in ("Size", "Part", "Rounded to")}
        name = Formula(self.context.names.council.text, self.context.names.council.value)
        return self._row(row, name, (placed["Size"], placed["Part"], placed["Rounded to"]), baseline, strong=True)

    def _listed(self, row: int, at: int, columns: dict[str, list[Formula]], baseline: Baseline) -> Standing:
        """The row of the council that is next by size."""
        figures = self.figures
        assert figures is not None
        found = self._work(row, "Row", figures.row_of(columns["Place"], at + 1))
        size, part, rounded = (figures.of_row(columns[label], found) for label in ("Size", "Part", "Rounded to"))
        rounded = self._work(row, "Rounded to, row", rounded)
        council = self.context.names.council
        other = figures.of_row(columns["Area"], found) if self.block.down else Formula(quoted(ANOTHER), ANOTHER)
        is_ours = found.value == 1
        text = f'IF(ISNUMBER({found.text}),IF({found.text}=1,{council.text},{other.text}),"")'
        name = Formula(text, "" if found.figure is None else council.value if is_ours else other.value)
        return self._row(row, name, (size, part, rounded), baseline)

    def _row(
        self,
        row: int,
        name: Formula,
        counts: tuple[Formula, Formula, Formula],
        baseline: Baseline,
        *,
        strong: bool = False,
    ) -> Standing:
        """A row of the table: what it shows, and where it stands."""
        figures, sheet = self.figures, self.sheet
        assert figures is not None
        style = "figure strong" if strong else "figure"
        printed = figures.number_format
        sheet.put(row, COUNCIL, name, "text strong" if strong else "text")
        size = sheet.put(row, OUT_OF, counts[0], style, WHOLE)
        part = sheet.put(row, NUMBER, counts[1], style, WHOLE)
        rate = sheet.put(row, RATE, figures.rate(part, size), style, printed)
        middle = sheet.put(row, MIDDLE, figures.middle(size, baseline), style, printed)
        ends = [
            sheet.put(row, column, end, style, printed)
            for column, end in zip(LIMITS, limits_at(size, baseline), strict=True)
        ]
        codes = [
            self._work(row, label, code)
            for label, code in zip(
                ("Code", "Highest", "Lowest"), codes_of(part, size, counts[2], baseline), strict=True
            )
        ]
        words = words_of(codes, part, size, counts[2], baseline)
        if strong:
            none = Formula(f"NOT(ISNUMBER({size.text}))", size.figure is None)
            words = Formula(
                f"IF({none.text},{quoted(NONE_OF_OURS)},{words.text})", NONE_OF_OURS if none.value else words.value
            )
        sheet.put(row, STANDS, words, "text indented")
        return Standing(size, rate, middle, tuple(ends))

    def _points(self, row: int, standing: Sequence[Standing]) -> None:
        """What the chart reads: no text among it, by which Excel would count the councils instead of placing them.

        A row without figures repeats the one above.
        """
        before: Standing | None = None
        for at, one in enumerate(standing):
            drawn = one.in_chart(None if at < 2 else before)
            labels = ("x", "y", "Middle", *ENDS)
            cells = [self._work(row + at, label, cell) for label, cell in zip(labels, drawn, strict=True)]
            before = Standing(cells[0], cells[1], cells[2], tuple(cells[3:]))

    def _chart(self, row: int, own: int, listed: Span, shown: int) -> None:
        if self.block.chart is Charts.NONE or not shown:
            return
        printed = self.sheet.printed_columns or len(WIDTHS)
        column_of = {label: printed + 1 + WORKINGS.index(label) for label in ("x", "y", "Middle", *ENDS)}

        def drawn(label: str, column: int, first: int, last: int, guide: Guide | None, emphasis: bool) -> SeriesPlan:
            left = first + shown - 1 if first != own else own
            return SeriesPlan(
                name=(own, COUNCIL) if first == own else (self.header_row, column),
                values=Span(first, column_of[label], last, column_of[label]),
                emphasis=emphasis,
                printed=Span(first, column, left, column),
                guide=guide,
                across=Span(first, column_of["x"], last, column_of["x"]),
                across_printed=Span(first, OUT_OF, left, OUT_OF),
            )

        first, last = listed.first_row, listed.last_row
        lines = [drawn("Middle", MIDDLE, first, last, Guide.CENTRE, False)]
        lines += [
            drawn(label, column, first, last, Guide.LIMIT, False) for label, column in zip(ENDS, LIMITS, strict=True)
        ]
        points = [drawn("y", RATE, first, last, None, False), drawn("y", RATE, own, own, None, True)]
        self.sheet.chart(
            ChartPlan(
                name=f"cyps {self.block.name}",
                title=self.block.chart_title,
                row=row,
                columns=(0, len(WIDTHS) - 1),
                categories=listed,
                series=(*lines, *points),
                value_title=self.block.counted_in,
                category_title=self.block.called,
                alt=self.block.chart_says,
                axis_format="0%",
                rows=CHART_ROWS,
                drawn=self.block.chart,
            )
        )
