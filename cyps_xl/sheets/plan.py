"""A report as a frozen plan: sheets of cells, arrows and charts, before any writer has seen it.

Rows and columns count from 0, as XlsxWriter counts them; addresses in formulas are Excel's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from cyps_xl.inputs.tables.choices import Charts
from cyps_xl.languages.language import Language
from cyps_xl.sheets.theme import MONTH_ON_AXIS, SIZE

Scalar = str | float | int | bool

LOCATOR_PREFIX = "_cyps_sheet_"
"""Hidden defined names that find our sheets, whatever staff call their tabs."""

NOTICE_PREFIX = "cyps_notice_"

OPEN = " open"
"""Ends the name of a style whose rule below is left out, because the row goes on in the next."""

ON_LINES = " on lines"
"""Ends the name of a style whose text goes on in a line below where its columns end, and else runs on to the right."""


@dataclass(frozen=True)
class CellPlan:
    """One cell: what it shows, the formula that works it out (None for a label), and how it looks.

    `formula` starts without "=". `style` names an entry of the theme. `link` is a defined
    name to jump to, or an address with a scheme. `language` is that in which `number_format` names months, where it is
    another than English.
    """

    row: int
    column: int
    value: Scalar
    formula: str | None = None
    style: str = "text"
    number_format: str = ""
    link: str = ""
    language: Language | None = None


@dataclass(frozen=True)
class Span:
    """A rectangle of cells, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.cells)

    @property
    def cells(self) -> tuple[tuple[int, int], ...]:
        """Their places, row by row."""
        rows, columns = range(self.first_row, self.last_row + 1), range(self.first_column, self.last_column + 1)
        return tuple((row, column) for row in rows for column in columns)


class Guide(Enum):
    """What a line of a chart is that guides the eye along another."""

    CENTRE = "centre"
    LIMIT = "limit"
    SIGNAL = "signal"
    """The points of the other that stand out, without a line between them."""
    TARGET = "target"
    """The figure to reach."""
    CHANGE = "change"
    """The points of the other of which something is known, with the words for it."""


@dataclass(frozen=True)
class SeriesPlan:
    """One series of a chart: the cells that hold its name and its values.

    `printed` are the cells of the page that show these values, where the chart reads copies among the workings; of a
    `guide` they may be none. `words` are cells of the page whose words stand beside its points: what changed there.
    `across` are the cells of its points' places along a funnel, `across_printed` those of the page that show the same.
    """

    name: tuple[int, int]
    values: Span
    emphasis: bool = True  # the accent colour; otherwise a grey
    printed: Span | None = None
    guide: Guide | None = None
    words: Span | None = None
    across: Span | None = None
    across_printed: Span | None = None


@dataclass(frozen=True)
class ChartPlan:
    """A native chart that reads cells of its own sheet.

    `columns` is the span of columns it is as wide as. `label_format` is the number format
    of its data labels. `alt` says in words what it shows. `live`: its labels read their cells, whose figures may
    change; in an edition they stand still. `label_last` labels the latest point alone.
    """

    name: str
    title: str
    row: int
    columns: tuple[int, int]
    categories: Span
    series: tuple[SeriesPlan, ...]
    value_title: str
    category_title: str
    alt: str
    label_format: str = "#,##0"
    axis_format: str = "#,##0"
    category_format: str = MONTH_ON_AXIS
    minimum: float | None = None
    maximum: float | None = None
    step: float = 0.2  # between gridlines, where there is a maximum
    highlight_last: bool = True  # the latest point in the strong colour; the others quieter
    rows: int = 15
    label_last: bool = False
    sideways: bool = False  # bars that lie, for categories whose names are long or many
    live: bool = True
    drawn: Charts = Charts.COLUMNS


@dataclass(frozen=True)
class TablePlan:
    """A block of cells marked up as an Excel Table, its first row the headings: for editions, never for the report."""

    name: str
    span: Span


@dataclass(frozen=True)
class ScorecardRanges:
    """How the columns of a scorecard are called that another sheet chooses rows from.

    `prefix` begins each name. `outside` are the areas, no part of the council, that it compares with, whose names end
    with their place among them, from 1; `has_targets` says whether it says of targets whether they are met.
    """

    prefix: str
    outside: tuple[str, ...]
    has_targets: bool


@dataclass(frozen=True)
class Scorecard:
    """Where a scorecard's indicators stand: their rows, and the columns that other places read.

    `ranges` are the names of these, None while it has no indicator.
    """

    span: Span
    no: int
    reference: int
    name: int
    previous: int
    current: int
    direction: int
    words: int
    ranges: ScorecardRanges | None = None


@dataclass(frozen=True)
class SheetPlan:
    """One output sheet.

    `key` names the sheet in locators (unchanging); `tab` is its tab, which staff may rename.
    `arrows` are spans whose codes an icon set draws as arrows, `bars` spans of shares drawn as
    bars behind their numbers, `scorecards` its indicators. `names` are the defined
    names of cells: those that other sheets read, and the notices, which speak only when
    the sheet does not show something it should; `ranges` those of columns of cells that other sheets choose from.
    `lines` tell of cells which line of which block made them.
    """

    key: str
    tab: str
    title: str
    cells: tuple[CellPlan, ...]
    widths: tuple[float, ...]
    heights: Mapping[int, float] = field(default_factory=dict)
    arrows: tuple[Span, ...] = ()
    bars: tuple[Span, ...] = ()
    scorecards: tuple[Scorecard, ...] = ()
    charts: tuple[ChartPlan, ...] = ()
    names: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    ranges: Mapping[str, Span] = field(default_factory=dict)
    freeze: tuple[int, int] = (0, 0)
    repeat_rows: tuple[int, int] | None = None
    may_repeat: tuple[int, int] | None = None  # those where another size of text, or another quarter, parts their table
    page_breaks: tuple[int, ...] = ()
    gone_on: tuple[int, ...] = ()  # rows of a list's heading once more, where the list goes on on a page of its own
    merges: tuple[Span, ...] = ()  # paragraphs across the page, never within a table
    column_starts: tuple[int, ...] = ()  # with which a page may begin, where the sheet is too wide for one
    printed_further: tuple[Span, ...] = ()  # what is printed on pages of its own, being too wide for the first
    repeating_columns: tuple[int, ...] = ()  # that say nothing of their own: the fourth quarter's year, no meeting
    repeat_columns: int = 0  # how many columns from A stand on each of these pages
    paper_columns: int = 0  # how many columns from A the first pages hold
    one_page: bool = False  # its charts may be lower still, so that all of it has room on one page
    begins_pages: tuple[int, ...] | None = None  # rows with which pages begin, the rest as whoever prints it has room
    air: Mapping[int, float] = field(default_factory=dict)  # by row the points that it keeps, where others spare a page
    landscape: bool = True
    scale: int = 100  # percent; less only where columns that cannot be parted are wider than a page
    printed_columns: int = 0  # columns from A that print; the rest holds workings
    rows_on_paper: int = 0  # how many rows the pages hold
    tables: tuple[TablePlan, ...] = ()
    lines: Mapping[tuple[int, int], tuple[str, int]] = field(default_factory=dict)  # by cell: its block and position
    reported: bool = True  # not so where a section left, and its sheet stays for what staff have on it

    @property
    def locator(self) -> str:
        """The hidden defined name that finds this sheet."""
        return LOCATOR_PREFIX + self.key

    @cached_property
    def printed_rows(self) -> int:
        """How many rows print: to the last with something to see, or a place for words.

        Not to a silent notice below: it would print an empty page.
        """
        rows = [cell.row for cell in self.cells if cell.value != "" and cell.column < self.printed_columns]
        rows += [span.last_row for span in self.merges]
        return 1 + max([*rows, *(chart.row + chart.rows - 1 for chart in self.charts)])

    @property
    def printed_areas(self) -> tuple[Span, ...]:
        """What is printed, in the order of its pages: columns beyond the first pages come after the page whose rows
        they go on from, so that the latest months follow their chart."""
        last_row, last_column = (
            (self.rows_on_paper or self.printed_rows) - 1,
            self.paper_columns or self.printed_columns,
        )
        areas, row = [], 0
        for end in (*(start - 1 for start in self.page_breaks), last_row):
            if beside := [span for span in self.printed_further if row <= span.last_row <= end]:
                areas += [Span(row, 0, end, last_column - 1), *beside]
                row = end + 1
        return (*areas, Span(row, 0, last_row, last_column - 1)) if row <= last_row else tuple(areas)

    @property
    def notice_names(self) -> tuple[str, ...]:
        """The defined names of the sheet's notices."""
        return tuple(name for name in self.names if name.startswith(NOTICE_PREFIX))

    @property
    def notices(self) -> tuple[str, ...]:
        """What the sheet's notices say, "" for one that is silent, in the order of their names."""
        values = {(cell.row, cell.column): str(cell.value) for cell in self.cells}
        return tuple(values[self.names[name]] for name in self.notice_names)


@dataclass(frozen=True)
class ReportPlan:
    """All output sheets, in the order of their tabs, and what stands at the foot and head of every printed page.

    In `page_of`, &P stands for the page's number and &N for how many there are. `size` is that of the body's text in
    points; widths and heights of the sheets are always told for 11. `titles_head_pages` has each page name its sheet by
    its title: else by its tab, which staff may rename.
    """

    sheets: tuple[SheetPlan, ...]
    footer: str = ""
    page_of: str = "Page &P of &N"
    header: str = ""
    size: float = SIZE
    titles_head_pages: bool = False

    def without(self, places: Collection[tuple[str, int, int]]) -> ReportPlan:
        """The report without these cells, each a sheet's key, a row and a column; all others stay where they are."""
        sheets = (
            replace(sheet, cells=tuple(c for c in sheet.cells if (sheet.key, c.row, c.column) not in places))
            for sheet in self.sheets
        )
        return replace(self, sheets=tuple(sheets))
