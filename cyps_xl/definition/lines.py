"""What lines are worked out from: the columns of an input table, through however many other lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cyps_xl.definition.expression import ColumnOf, Expression, Leaf, LineOf, Operation, Rows, leaves
from cyps_xl.definition.model import Block, Conditions, Definition, Line
from cyps_xl.inputs.declare import Column, Kind, Table, Varies, folded
from cyps_xl.inputs.records import Inputs
from cyps_xl.inputs.tables.choices import Over, Shown
from cyps_xl.inputs.tables.definition import LINES
from cyps_xl.measures.identities import CarriedOver


def in_columns(definition: Definition, block: Block, line: Line) -> Expression | None:
    """A line's expression over the columns of its block's table: every line in it replaced by what that one shows.

    None where it reads other rows than its own: another table's, or those of a line that has other conditions.
    """
    return None if block.table is None else _opened(definition, block, line, block.table, (*block.where, *line.where))


def conditions_of(block: Block, line: Line, table: Table) -> Conditions:
    """Which rows of a table a line reads: of another than its block's, by those headings that this one has as well.

    A share of a part in all homes, `[Damp] / Homes[Number]` where Kind = flat, is one of all flats if Homes has a Kind.
    """
    found = ((table.find(name), value) for name, value in (*block.where, *line.where))
    return tuple((column.heading, value) for column, value in found if column is not None)


def counts_events(definition: Definition, block: Block, line: Line) -> bool:
    """Whether a line's figure is a number of things that happen, as many as chance brings: counts alone, added up.

    Not a number that stays about the same from one day to the next, nor a difference, a mean or an amount of money.
    What is counted at a date is taken for such a number, unless Columns says that it varies by chance; and so is what
    Relations says is carried over from month to month.
    """
    at_a_date = block.table is not None and block.table.time_kind is Kind.DATE
    varies = (Varies.BY_CHANCE,) if at_a_date else (None, Varies.BY_CHANCE)
    return line.printed is Shown.COUNT and line.over is Over.SUM and adds_up(definition, block, line.shows, varies)


def adds_up(
    definition: Definition, block: Block, shows: Expression, varies: Collection[Varies | None] | None = None
) -> bool:
    """Whether an expression is a number of things: whole numbers of a block's own rows, added up, here or in the lines
    of other blocks; of columns that vary so, where that is asked."""
    if isinstance(shows, Operation):
        sides = (shows.left, shows.right)
        return shows.sign == "+" and all(adds_up(definition, block, side, varies) for side in sides)
    if isinstance(shows, LineOf):
        home = _block(definition, shows, block)
        line = None if home is None else home.line(shows.position)
        if home is None or line is None or line.over is not Over.SUM:
            return False
        return adds_up(definition, home, line.shows, varies)
    if isinstance(shows, ColumnOf) and not shows.table and block.table is not None:
        column = block.table.column(block.table.heading(shows.heading))
        is_asked_for = varies is None or (column.varies in varies and not _is_carried_over(block.table, column))
        return column.kind is Kind.WHOLE and not column.is_amount and is_asked_for
    return isinstance(shows, Rows)


def _is_carried_over(table: Table, column: Column) -> bool:
    """Whether a column holds how many there are, and not how many came."""
    held = (identity for identity in table.identities if isinstance(identity, CarriedOver))
    return any(folded(identity.closing) == folded(column.heading) for identity in held)


def place_of(inputs: Inputs, block: str, position: int, heading: str = "Shows") -> str | None:
    """The cell of Lines in which a line of a block says how it is worked out; None where no row of Lines does."""
    row = inputs[LINES].find(block, position)
    return None if row is None else inputs[LINES].where(row, heading)


def tables_read(definition: Definition, block: Block) -> Iterator[str]:
    """The names of the tables that a block shows figures of: its own, and those that its lines name."""
    if block.table is not None:
        yield block.table.name
    for line in block.lines:
        for leaf in leaves(line.shows):
            if isinstance(leaf, ColumnOf) and leaf.table in definition.catalogue:
                yield definition.catalogue[leaf.table].name


def _opened(definition: Definition, block: Block, line: Line, table: Table, where: Conditions) -> Expression | None:
    if block.table != table or (*block.where, *line.where) != where:
        return None
    return _walked(definition, block, line.shows, table, where)


def _walked(
    definition: Definition, block: Block, found: Expression, table: Table, where: Conditions
) -> Expression | None:
    if isinstance(found, Operation):
        left = _walked(definition, block, found.left, table, where)
        right = _walked(definition, block, found.right, table, where)
        return None if left is None or right is None else Operation(found.sign, left, right)
    if isinstance(found, LineOf):
        home = _block(definition, found, block)
        return None if home is None else _opened(definition, home, home.line(found.position), table, where)
    return None if _is_elsewhere(found, table) else found


def _is_elsewhere(leaf: Leaf, table: Table) -> bool:
    is_other = isinstance(leaf, ColumnOf) and leaf.table.casefold() not in ("", table.name.casefold())
    return isinstance(leaf, Rows) or is_other


def _block(definition: Definition, leaf: LineOf, block: Block) -> Block | None:
    """The block of a line; None where its section is not shown."""
    if not leaf.block:
        return block
    return next((one for _, one in definition.blocks() if one.name.casefold() == leaf.block.casefold()), None)
