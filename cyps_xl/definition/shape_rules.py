"""What each shape asks of its table and of its lines: said here, so that no sheet meets what it cannot show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cyps_xl.definition.conditions import NotACondition, value_under
from cyps_xl.definition.expression import ColumnOf, DaysBetween, Leaf, LineOf, Number, Rows, SettingOf, leaves
from cyps_xl.definition.model import Block, Line
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import alike
from cyps_xl.inputs.tables.choices import Charts, Over, Shape, Shown, Total
from cyps_xl.inputs.tables.indicators import INDICATOR_VALUES
from cyps_xl.measures.direction import Better

Wrong = tuple[str, str, str]
"""The heading of Blocks or Lines under which something cannot be, what is wrong, and what to do."""

Tables = Mapping[str, Table]
"""The declared tables by their names in small letters."""

NAMES = {
    ColumnOf: "columns",
    LineOf: "other lines",
    SettingOf: "settings",
    Rows: "the number of rows",
    DaysBetween: "the days between dates",
    Number: "numbers",
}


@dataclass(frozen=True)
class ShapeRule:
    """What a shape can show. `reads` are the leaves that its lines may have; `table` says what a table lacks for it.

    `others` is what another table may be kept by for a line to read it: empty where a line reads its own table alone.
    """

    reads: tuple[type[Leaf], ...]
    table: Callable[[Block, Table], Iterator[Wrong]]
    lines: range = range(1, 200)
    needs_table: bool = True
    others: tuple[Kind, ...] = ()
    other_blocks: bool = False
    charts: tuple[Charts, ...] = (Charts.NONE,)


def block_problems(block: Block) -> Iterator[Wrong]:
    """What is wrong with a block itself, each under a heading of Blocks."""
    rule, named = RULES[block.shape], block.shape.value
    if block.table is None and rule.needs_table:
        yield "Table", f"A block of {named} shows a table.", "Name one as Tables has it."
    if block.table is not None:
        yield from rule.table(block, block.table)
    if block.chart not in rule.charts:
        drawn = ", ".join(chart.value for chart in rule.charts)
        yield "Chart", f"A block of {named} is not drawn as {block.chart.value}.", f"Choose one of: {drawn}."
    elif block.chart is Charts.LIMITS and (charted := sum(line.in_chart for line in block.lines)) != 1:
        said = f"Limits are those of one line, and {charted or 'none'} of “{block.name}” are in the chart."
        yield "Chart", said, "Write yes under In chart for one line alone."
    elif block.chart is Charts.LIMITS and any(line.in_chart and line.over is Over.RUNNING for line in block.lines):
        said = f"“{block.name}” draws a running total between limits, which hold of figures that stand by themselves."
        yield "Chart", said, "Choose columns, or write sum under Over of its line."
    if len(block.lines) not in rule.lines:
        wanted = "no lines" if rule.lines == _NO_LINES else "one line" if rule.lines == _ONE_LINE else "lines"
        yield "Block", f"A block of {named} needs {wanted}, and “{block.name}” has {len(block.lines)}.", "See Lines."


def line_problems(block: Block, line: Line, blocks: Sequence[Block], tables: Tables) -> Iterator[Wrong]:
    """What is wrong with a line of a block, each under a heading of Lines; `blocks` are those of its section."""
    rule, named = RULES[block.shape], block.shape.value
    if all(isinstance(leaf, Number) for leaf in leaves(line.shows)):
        yield "Shows", "A number alone is no figure of the report.", "Name the column that it stands in."
    for leaf in leaves(line.shows):
        if not isinstance(leaf, (*rule.reads, Number)):
            allowed = " and ".join(NAMES[kind] for kind in rule.reads)
            yield "Shows", f"A line of {named} reads {allowed}, not {NAMES[type(leaf)]}.", "Work it out otherwise."
        elif isinstance(leaf, LineOf) and leaf.block:
            yield from _other_block(rule, leaf, blocks)
        elif isinstance(leaf, ColumnOf) and leaf.table:
            yield from _other_table(block, rule, leaf, tables)
    yield from _printed(block, line)
    yield from _totals(block, line)
    yield from _over(block, line, tables)
    yield from _where(block, line, tables)
    yield from _target(block, line)


def _other_table(block: Block, rule: ShapeRule, leaf: ColumnOf, tables: Tables) -> Iterator[Wrong]:
    """What is wrong with a column that is named with its table."""
    table = tables[leaf.table.casefold()]
    if not rule.others:
        yield "Shows", f"A line of {block.shape.value} reads its own table alone.", f"Write [{leaf.heading}]."
    elif table.time_kind not in rule.others:
        kinds = " nor ".join(f"{kind.value}s" for kind in rule.others)
        said = f"A line of {block.shape.value} cannot read {table.name}, which is kept by neither {kinds}."
        yield "Shows", said, "Show its figures in a block of their own."


def _tables_read(block: Block, line: Line, tables: Tables) -> list[Table]:
    """The tables whose rows a line reads itself, not through other lines; each once."""
    found = []
    for leaf in leaves(line.shows):
        table = tables[leaf.table.casefold()] if isinstance(leaf, ColumnOf) and leaf.table else block.table
        if isinstance(leaf, ColumnOf | Rows) and table is not None and table not in found:
            found.append(table)
    return found


_APART = "Show its figures in a block of their own."


def _where(block: Block, line: Line, tables: Tables) -> Iterator[Wrong]:
    """What is wrong with which rows a line reads: a choice of rows that would choose none, and be passed over."""
    read = _tables_read(block, line, tables)
    if line.where and block.shape is Shape.LIST:
        yield "Where", "A list shows rows as they are: its lines choose none.", "Write it under Where of Blocks."
    elif line.where and any(isinstance(leaf, DaysBetween) for leaf in leaves(line.shows)):
        said = "It chooses rows, and days between are those between all dates of the table."
        yield "Where", said, "Empty it, or keep those dates in a table of their own."
    elif line.where and not read:
        said = "It chooses rows, and the line reads none: it is worked out from other lines."
        yield "Where", said, "Write it in the lines that stand under Shows."
    for heading, value in (*block.where, *line.where) if read else ():
        fits = [(table, column) for table in read if (column := table.find(heading)) is not None]
        if not fits:
            under, whose = ("Where", "Where") if (heading, value) in line.where else ("Shows", "Where of the block")
            said = f"{whose} chooses rows by “{heading}”, and {read[0].name} has no such column."
            yield under, said, "Show its figures in a block without it."
        for table, column in fits:
            if table == block.table:
                continue  # it was read against this one
            try:
                read_as = value_under(table, column, value)
            except NotACondition as error:
                yield "Shows", f"Where chooses rows of {table.name} as well. {error.message}", _APART
                continue
            if not alike(read_as, value):
                said = f"Where chooses “{value}”, and {table.name}[{column.heading}] would be asked for “{read_as}”."
                yield "Shows", said, _APART


def _target(block: Block, line: Line) -> Iterator[Wrong]:
    if line.target is None:
        return
    if block.chart is not Charts.LIMITS or not line.in_chart:
        said = "A target is held against the limits of a line, and this line has none."
        yield "Target", said, f"Choose {Charts.LIMITS.value} under Chart of Blocks, or empty the cell."
    elif line.better not in (Better.HIGHER, Better.LOWER):
        said = "Nothing says which side of the target is good."
        yield "Better when", said, "Choose higher or lower, or empty Target."


AS_IT_STANDS = (Shown.TEXT, Shown.DATE, Shown.MONTH)
"""How a list prints what stands in a column, whatever that is."""


def _printed(block: Block, line: Line) -> Iterator[Wrong]:
    """What is wrong with how a line is printed: only a list has texts, dates and the numbers of its rows."""
    is_list, as_ = block.shape is Shape.LIST, line.printed
    if not is_list and as_ in (*AS_IT_STANDS, Shown.NO):
        yield "As", f"A block of {block.shape.value} prints figures, not a {as_.value}.", "Choose count, or another."
    elif is_list and as_ in AS_IT_STANDS and not isinstance(line.shows, ColumnOf):
        yield "Shows", f"A {as_.value} is what stands in one column.", "Name the column alone: [Theme]."
    elif is_list and not _is_numbered(line) and (as_ is Shown.NO or _counts_rows(line)):
        yield "Shows", "The rows of a list are numbered, not counted.", f"Write rows alone, As {Shown.NO.value}."


def _counts_rows(line: Line) -> bool:
    return any(isinstance(leaf, Rows) for leaf in leaves(line.shows))


def _is_numbered(line: Line) -> bool:
    return line.printed is Shown.NO and isinstance(line.shows, Rows)


def _other_block(rule: ShapeRule, leaf: LineOf, blocks: Sequence[Block]) -> Iterator[Wrong]:
    found = [block for block in blocks if block.name.casefold() == leaf.block.casefold()]
    if not rule.other_blocks or not found or found[0].shape is not Shape.MONTHS:
        said = f"“{leaf.block}” is no block of months of the same section."
        yield "Shows", said, "Only lines of months read those of another block, of months too."


def _totals(block: Block, line: Line) -> Iterator[Wrong]:
    if block.shape is Shape.LIST and line.total is not Total.NONE:
        yield from _total_of_list(block, line)
    if line.total is not Total.AGAIN:
        return
    if block.shape not in (Shape.MONTHS, Shape.GROUPS):
        yield "Total", f"A line of {block.shape.value} is not worked out again.", "Choose sum, mean or none."
        return
    positions = {other.position: other for other in block.lines}
    read = [leaf for leaf in leaves(line.shows) if not isinstance(leaf, SettingOf | Number)]
    others = [positions.get(leaf.position) if isinstance(leaf, LineOf) and not leaf.block else None for leaf in read]
    if not read or any(other is None or other.total is Total.NONE for other in others):
        yield "Total", "A line worked out again needs lines with totals.", "Give those that it reads a total."


def _total_of_list(block: Block, line: Line) -> Iterator[Wrong]:
    if line is block.lines[0]:
        said = "The word Total stands in a list's first column: its figures have none."
        yield "Total", said, "Choose none, or put a line before it."
    elif line.printed in (*AS_IT_STANDS, Shown.NO):
        yield "Total", f"A {line.printed.value} has no total.", "Choose none."


def _over(block: Block, line: Line, tables: Tables) -> Iterator[Wrong]:
    if line.over is not Over.RUNNING:
        return
    read = _tables_read(block, line, tables)
    if _counts_rows(line):
        yield "Over", "The number of rows has no running total.", "Choose sum, or name a column under Shows."
    elif not read:
        yield "Over", "A running total is of columns, and the line reads none.", "Choose sum, or name a column."
    elif block.shape is not Shape.MONTHS or not all(map(_is_monthly, read)) or line.where or block.where:
        yield "Over", "A running total needs a table with one row a month.", "Choose sum, or another table."


def _is_monthly(table: Table) -> bool:
    return len(table.key) == 1 and table.time_kind is Kind.MONTH


def _by_months(_: Block, table: Table) -> Iterator[Wrong]:
    if table.time_kind not in (Kind.MONTH, Kind.DATE):
        yield "Table", f"{table.name} has no months or dates to go by.", "Take another shape for it."


def _by_dates(block: Block, table: Table) -> Iterator[Wrong]:
    if len(table.key) != 1 or table.time_kind is not Kind.DATE:
        yield (
            "Table",
            f"{table.name} has not one row a date.",
            "Take another shape for it, or a table whose Key is a date alone.",
        )
    if block.where:
        said = "A history shows every date of its table."
        yield "Where", said, "Write it under Where of its lines: a date that does not fit then has no figure."


def _by_groups(block: Block, table: Table) -> Iterator[Wrong]:
    if not block.down:
        yield "Down", "Groups need the column whose values go down the page.", "Name it."
    elif table.time_kind is not Kind.DATE or [column.heading for column in table.groups] != [block.down]:
        said = f"{table.name} has not one row for each date and {block.down}."
        yield "Down", said, "Name the column that tells its rows apart."


def _by_grid(block: Block, table: Table) -> Iterator[Wrong]:
    for under, heading in (("Down", block.down), ("Across", block.across)):
        if not heading:
            yield under, f"A grid needs the column whose values go {under.lower()}.", "Name it."
            return
        if not table.column(heading).choices:
            yield under, f"{table.name} declares no choices for “{heading}”.", "Write them in Columns."
    if block.down == block.across:
        yield "Across", f"“{block.across}” goes down the page already.", "Name another column."
        return
    if table.time_kind is not Kind.DATE or {column.heading for column in table.groups} != {block.down, block.across}:
        said = f"{table.name} has not one row for each date, {block.down} and {block.across}."
        yield "Table", said, "Name the columns that tell its rows apart."


def _by_periods(_: Block, table: Table) -> Iterator[Wrong]:
    if not any(table.column(heading).kind is Kind.PERIOD for heading in table.key):
        yield (
            "Table",
            f"{table.name} is not kept by periods.",
            "Take another shape for it, or a table with a period in its Key.",
        )


def _by_quarters(_: Block, table: Table) -> Iterator[Wrong]:
    if table.time_kind is not Kind.QUARTER:
        yield "Table", f"The rows of {table.name} belong to no quarter.", "Take another shape for it."


def _by_any_time(_: Block, table: Table) -> Iterator[Wrong]:
    if table.when is None:
        yield "Table", f"{table.name} is not kept by time.", "Take another table."


def _indicators(_: Block, table: Table) -> Iterator[Wrong]:
    if table.name != "Indicators":
        yield "Table", "A scorecard shows the table Indicators.", "Name it, or take another shape."


def _funnel(block: Block, table: Table) -> Iterator[Wrong]:
    if table.name != INDICATOR_VALUES.name:
        yield "Table", f"A funnel shows the table {INDICATOR_VALUES.name}.", "Name it, or take another shape."
    elif [heading for heading, _ in block.where] != ["Indicator"]:
        yield "Where", "A funnel is of one indicator.", "Name it: Indicator = 2."
    elif block.down not in ("", "Area"):
        yield "Down", "Down the page of a funnel go councils.", "Write Area to name them, or leave it empty."


def _nothing(_: Block, __: Table) -> Iterator[Wrong]:
    return iter(())


_NO_LINES = range(0, 1)
_ONE_LINE = range(1, 2)
_TIMES = (Kind.MONTH, Kind.DATE, Kind.PERIOD, Kind.QUARTER)
_COLUMNS = (Charts.COLUMNS, Charts.STACKED, Charts.NONE)

RULES = {
    Shape.INDICATORS: ShapeRule((), _indicators, _NO_LINES),
    Shape.MONTHS: ShapeRule(
        (ColumnOf, LineOf, SettingOf, Rows),
        _by_months,
        others=(Kind.MONTH, Kind.DATE),
        other_blocks=True,
        charts=tuple(chart for chart in Charts if chart is not Charts.FUNNEL),
    ),
    Shape.GROUPS: ShapeRule((ColumnOf, LineOf, SettingOf), _by_groups, charts=_COLUMNS),
    Shape.GRID: ShapeRule((ColumnOf, SettingOf), _by_grid, _ONE_LINE),
    Shape.HISTORY: ShapeRule(
        (ColumnOf, LineOf, SettingOf, DaysBetween), _by_dates, charts=(*_COLUMNS, Charts.LINE, Charts.LIMITS)
    ),
    Shape.COMPARISON: ShapeRule((ColumnOf, LineOf, SettingOf), _by_periods),
    Shape.FIGURES: ShapeRule((ColumnOf, LineOf, SettingOf, Rows), _by_any_time, others=_TIMES),
    Shape.LIST: ShapeRule((ColumnOf, SettingOf, Rows), _by_quarters),
    Shape.FUNNEL: ShapeRule((), _funnel, _NO_LINES, charts=(Charts.FUNNEL, Charts.NONE)),
    Shape.TEXT: ShapeRule((), _nothing, _NO_LINES, needs_table=False),
}
"""What each shape asks; a new shape says so here."""
