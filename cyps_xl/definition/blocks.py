"""The blocks of sections and their lines, made from the rows that declare them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cyps_xl.definition.conditions import NotACondition, read_conditions
from cyps_xl.definition.expression import (
    ColumnOf,
    Expression,
    Leaf,
    LineOf,
    NotAnExpression,
    Number,
    SettingOf,
    leaves,
    mapped,
    parse,
)
from cyps_xl.definition.model import Block, Conditions, Line
from cyps_xl.definition.problems import Problems
from cyps_xl.definition.shape_rules import AS_IT_STANDS, block_problems, line_problems
from cyps_xl.definition.tables import name_in, text
from cyps_xl.inputs.declare import Kind, Table
from cyps_xl.inputs.records import Inputs, Records, Row, Value
from cyps_xl.inputs.tables.choices import Charts, Over, Shape, Shown, Total
from cyps_xl.inputs.tables.definition import BLOCKS, LINES, YES
from cyps_xl.inputs.tables.settings import setting_called
from cyps_xl.measures.direction import Better

_NUMERIC = (Kind.WHOLE, Kind.DECIMAL)
_FAINT = "faint"

_Place = tuple[str, Value]
"""Where a line stands: its block and its position."""


def order_of(value: object) -> float:
    """By what rows are sorted that say their order or position; those that say none come last."""
    return float(value) if isinstance(value, int | float) else float("inf")


def blocks_by_section(inputs: Inputs, tables: Mapping[str, Table], problems: Problems) -> dict[str, tuple[Block, ...]]:
    """The blocks of each section in their order, each with its lines; `tables` by their names in small letters.

    What is wrong with a row, or with what a shape asks of it, is added to the problems.
    """
    lines, names = _lines_by_block(inputs), _Names(inputs, tables)
    found: dict[str, list[tuple[float, Block]]] = {}
    wrong: set[str] = set()
    for row in inputs[BLOCKS]:
        before = len(problems.found)
        block = _Block(inputs, row, names, lines.get(name_in(row, "Block"), ()), problems).read()
        wrong |= {name_in(row, "Section")} if len(problems.found) > before else set()
        found.setdefault(name_in(row, "Section"), []).append((order_of(row["Position"]), block))
    # Python's sort keeps rows of one position in the order of the sheet.
    by_section = {
        name: tuple(block for _, block in sorted(those, key=lambda one: one[0])) for name, those in found.items()
    }
    for section, blocks in by_section.items():
        if section not in wrong:  # else what is missing would be named twice
            _check_shapes(inputs, names, blocks, problems)
    return by_section


def _check_shapes(inputs: Inputs, names: _Names, blocks: Sequence[Block], problems: Problems) -> None:
    """Everything that the shapes of a section's blocks ask of their tables and lines."""
    of_blocks = {text(row, "Block"): row for row in inputs[BLOCKS]}
    for block in blocks:
        for heading, message, remedy in block_problems(block):
            problems.add(inputs[BLOCKS], of_blocks[block.name], heading, message, remedy)
        for line in block.lines:
            row = names.lines[block.name.casefold(), line.position]
            for heading, message, remedy in line_problems(block, line, blocks, names.tables):
                problems.add(inputs[LINES], row, heading, message, remedy)
    shapes = {block.shape for block in blocks} - {Shape.TEXT}
    if Shape.INDICATORS in shapes and len(shapes) > 1:
        # A scorecard's columns are so many that no other table could share their widths.
        row = of_blocks[next(block.name for block in blocks if block.shape is not Shape.INDICATORS)]
        said = "It shares a section with indicators, which need a sheet of their own."
        problems.add(inputs[BLOCKS], row, "Section", said, "Give it a section of its own.")


def _lines_by_block(inputs: Inputs) -> dict[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = {}
    for row in inputs[LINES]:
        name = name_in(row, "Block")
        found[name] = (*found.get(name, ()), row)
    return {name: tuple(sorted(rows, key=lambda row: order_of(row["Position"]))) for name, rows in found.items()}


class _Names:
    """What rows of Blocks and Lines may name: tables and lines by their names in small letters, blocks as written."""

    def __init__(self, inputs: Inputs, tables: Mapping[str, Table]) -> None:
        self.tables = tables
        self.blocks = {name_in(row, "Block"): text(row, "Block") for row in inputs[BLOCKS]}
        self.lines: dict[_Place, Row] = {(name_in(row, "Block"), row["Position"]): row for row in inputs[LINES]}


class _Block:
    """One row of Blocks with its rows of Lines, being read."""

    def __init__(self, inputs: Inputs, row: Row, names: _Names, lines: Sequence[Row], problems: Problems) -> None:
        self._row, self._names, self._lines, self._problems = row, names, lines, problems
        self._records, self._of_lines = inputs[BLOCKS], inputs[LINES]
        self._shape = Shape(text(row, "Shape"))
        self._table = self._own_table()

    def read(self) -> Block:
        """The block. What it cannot be is among the problems."""
        row, table = self._row, self._table
        return Block(
            name=text(row, "Block"),
            shape=self._shape,
            title=text(row, "Title"),
            table=table,
            called=text(row, "Called"),
            down=self._heading("Down"),
            across=self._heading("Across"),
            where=self._conditions(self._records, row, table),
            chart=Charts(row["Chart"]) if row["Chart"] else Charts.NONE,
            chart_title=text(row, "Chart title"),
            chart_says=text(row, "Chart says"),
            counted_in=text(row, "Counted in"),
            says=text(row, "Says"),
            leads_to=name_in(row, "Leads to"),
            noun=text(row, "Noun") or "row",
            lines=tuple(self._line(line) for line in self._lines),
        )

    def _own_table(self) -> Table | None:
        name = text(self._row, "Table")
        table = self._names.tables.get(name.casefold())
        if name and table is None:
            self._say("Table", f"There is no table “{name}”.", "Name one as Tables has it.")
        return table

    def _say(self, heading: str, message: str, remedy: str) -> None:
        self._problems.add(self._records, self._row, heading, message, remedy)

    def _heading(self, under: str) -> str:
        name = text(self._row, under)
        if not name or self._table is None:
            return name
        found = self._table.find(name)
        if found is None:
            self._say(under, f"{self._table.name} has no column “{name}”.", "Name its columns as they are.")
        return name if found is None else found.heading

    def _line(self, row: Row) -> Line:
        better = text(row, "Better when")
        return Line(
            position=int(order_of(row["Position"])),
            label=text(row, "Label"),
            shows=self._expression(row),
            printed=Shown(text(row, "As")),
            where=self._conditions(self._of_lines, row, self._table),
            over=Over(row["Over"]) if row["Over"] else Over.SUM,
            no=text(row, "No"),
            in_chart=text(row, "In chart") in (YES, _FAINT),
            emphasis=row["In chart"] != _FAINT,
            total=Total(row["Total"]) if row["Total"] else Total.NONE,
            better=Better(better) if better else None,
            target=_target(row),
            note=text(row, "Note"),
        )

    def _expression(self, row: Row) -> Expression:
        try:
            found = parse(text(row, "Shows"))
        except NotAnExpression as error:
            self._say_of(row, "Shows", f"{error}.", "Write it like [Made] / [Due], or line 1 - line 2.")
            return Number(0)
        return mapped(found, lambda leaf: self._leaf(row, leaf))

    def _leaf(self, row: Row, leaf: Leaf) -> Leaf:
        """A leaf with the names in it as the definition writes them; a problem where it names what there is not."""
        if isinstance(leaf, ColumnOf):
            return self._column(row, leaf)
        if isinstance(leaf, SettingOf):
            return self._setting(row, leaf)
        return self._other_line(row, leaf) if isinstance(leaf, LineOf) else leaf

    def _say_of(self, row: Row, heading: str, message: str, remedy: str) -> None:
        self._problems.add(self._of_lines, row, heading, message, remedy)

    def _column(self, row: Row, leaf: ColumnOf) -> ColumnOf:
        table = self._names.tables.get(leaf.table.casefold()) if leaf.table else self._table
        if table is None:
            if leaf.table:
                self._say_of(row, "Shows", f"There is no table for [{leaf.heading}].", "Write it like Table[Column].")
            return leaf
        found = table.find(leaf.heading)
        if found is None:
            self._say_of(row, "Shows", f"{table.name} has no column “{leaf.heading}”.", "Name its columns as they are.")
            return leaf
        if not self._prints_as_it_is(row) and found.kind not in _NUMERIC:
            self._say_of(row, "Shows", f"“{leaf.heading}” holds no numbers.", "Name a column of numbers.")
        return ColumnOf(found.heading, table.name if leaf.table else "")

    def _prints_as_it_is(self, row: Row) -> bool:
        """Whether a line of a list prints what stands in a column: a text, a month."""
        return self._shape is Shape.LIST and text(row, "As") in [shown.value for shown in AS_IT_STANDS]

    def _setting(self, row: Row, leaf: SettingOf) -> SettingOf:
        found = setting_called(leaf.name)
        if found is None or found.kind not in _NUMERIC:
            self._say_of(row, "Shows", f"There is no setting “{leaf.name}” that is a number.", "Name one of Settings.")
        return leaf if found is None else SettingOf(found.name)

    def _other_line(self, row: Row, leaf: LineOf) -> LineOf:
        """The line, which has to be there and must not lead back to itself."""
        block, there = (leaf.block or text(self._row, "Block")).casefold(), self._names.lines
        if (block, leaf.position) not in there:
            called = f"line {leaf.position}" + (f" of {leaf.block}" if leaf.block else "")
            self._say_of(row, "Shows", f"There is no {called}.", "Name a line that there is.")
        elif _leads_back((block, leaf.position), (name_in(row, "Block"), row["Position"]), there):
            self._say_of(row, "Shows", "The line is worked out from itself.", "Work it out from other lines.")
        return LineOf(leaf.position, self._names.blocks.get(block, leaf.block) if leaf.block else "")

    def _conditions(self, records: Records, row: Row, table: Table | None) -> Conditions:
        written = text(row, "Where")
        if not written or table is None:
            if written:
                said = "There is no table to choose rows of."
                self._problems.add(records, row, "Where", said, "Name the block's table, or empty the cell.")
            return ()
        try:
            # A scorecard's rows, and a funnel's, are chosen by a formula that compares texts as they are.
            return read_conditions(written, table, by_formula=self._shape not in (Shape.INDICATORS, Shape.FUNNEL))
        except NotACondition as error:
            self._problems.add(records, row, "Where", error.message, error.remedy)
            return ()


def _target(row: Row) -> float | None:
    """The figure to reach, as a cell holds it: percentages as shares."""
    target = row["Target"]
    if not isinstance(target, int | float):
        return None
    return target / 100 if text(row, "As") in (Shown.PERCENT.value, Shown.PERCENT_ONE.value) else target


def _leads_back(start: _Place, home: _Place, lines: Mapping[_Place, Row]) -> bool:
    """Whether following the lines that a line is worked out from leads to `home`."""
    to_see: list[_Place] = [start]
    seen: set[_Place] = set()
    while to_see:
        here = to_see.pop()
        if here == home:
            return True
        if here in seen or here not in lines:
            continue
        seen.add(here)
        try:
            tree = parse(text(lines[here], "Shows"))
        except NotAnExpression:
            continue
        to_see += [
            ((leaf.block or here[0]).casefold(), leaf.position) for leaf in leaves(tree) if isinstance(leaf, LineOf)
        ]
    return False
