"""What a quarter's report needs, section by section, counted in Excel and in Python alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cyps_xl.definition.expression import ColumnOf, leaves
from cyps_xl.definition.model import Block, Section
from cyps_xl.inputs.declare import Counted, Kind, Table
from cyps_xl.inputs.tables.choices import Shape
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES
from cyps_xl.sheets.context import Context, serial
from cyps_xl.sheets.formulas import Formula, constant, sum_of_counts
from cyps_xl.sheets.indicators_reported import indicators_held
from cyps_xl.sheets.line_figures import Rows

Count = Callable[[Context], Formula]

_NUMERIC = (Kind.WHOLE, Kind.DECIMAL)


@dataclass(frozen=True)
class Need:
    """A section, how many figures it needs for the quarter, and how many are there."""

    label: str
    needed: Count
    there: Count


def needs(context: Context) -> tuple[Need, ...]:
    """What each section of the quarter's report needs, in their order; what counts is what its sheet shows."""
    found = []
    for section in context.definition.reported(context.quarter):
        parts = list(_parts(section))
        if parts:
            found.append(Need(section.tab_name, _added([p.needed for p in parts]), _added([p.there for p in parts])))
    return tuple(found)


def _added(counts: list[Count]) -> Count:
    return lambda context: sum_of_counts([count(context) for count in counts])


def _parts(section: Section) -> Iterator[Need]:
    """What each table of a section needs: every one once, however many blocks show it."""
    asked = set()
    for block in section.blocks:
        if block.shape is Shape.INDICATORS:
            yield _indicators(block)
        table = block.table if block.shape not in (Shape.FIGURES, Shape.TEXT, Shape.FUNNEL) else None
        if table is not None and table.name not in asked and table.counted in _NEEDS:
            asked.add(table.name)
            yield _NEEDS[table.counted](block, table)


def _monthly(_: Block, table: Table) -> Need:
    """Every count of every month shown."""
    by = table.time.heading
    headings = [column.heading for column in table.typed_columns if column.kind in _NUMERIC]

    def needed(context: Context) -> Formula:
        return constant(context.settings.months_shown * len(headings))

    def there(context: Context) -> Formula:
        months = context.quarter.months(context.settings.months_shown)
        start = Formula(f"EDATE({context.names.quarter_start.text},{3 - len(months)})", serial(months[0]))
        rows = Rows(context.inputs, table).between(by, start, context.names.quarter_end)
        return sum_of_counts([rows.numbers(heading) for heading in headings])

    return Need("", needed, there)


def _in_quarter(_: Block, table: Table) -> Need:
    """At least one count dated in the quarter."""

    def there(context: Context) -> Formula:
        names = context.names
        found = Rows(context.inputs, table).between(table.time.heading, names.quarter_start, names.quarter_end).count()
        return Formula(f"IF({found.text}>0,1,0)", int(bool(found.figure)))

    return Need("", lambda _: constant(1), there)


def _quarterly(block: Block, table: Table) -> Need:
    """A row of the quarter's own; of a comparison, the figure of each line that has a direction."""
    by = table.time.heading
    compared = [
        (table.heading(leaf.heading), line.where)
        for line in block.lines
        if line.better is not None and block.shape is Shape.COMPARISON
        for leaf in leaves(line.shows)
        if isinstance(leaf, ColumnOf)
    ]

    def any_there(context: Context) -> Formula:
        quarter = context.names.period if table.time.kind is Kind.PERIOD else context.names.quarter
        found = Rows(context.inputs, table).at(by, quarter).count()
        return Formula(f"IF({found.text}>0,1,0)", int(bool(found.figure)))

    def compared_there(context: Context) -> Formula:
        rows = (Rows(context.inputs, table).at(by, context.names.period).where((*block.where, *w)) for _, w in compared)
        counts = [found.numbers(heading) for found, (heading, _) in zip(rows, compared, strict=True)]
        return sum_of_counts(counts)

    if not compared:
        return Need("", lambda _: constant(1), any_there)
    return Need("", lambda _: constant(len(compared)), compared_there)


_NEEDS = {
    Counted.MONTHLY: _monthly,
    Counted.IN_QUARTER: _in_quarter,
    Counted.QUARTERLY: _quarterly,
}


def _indicators(block: Block) -> Need:
    """Rows of the quarter's own figures; a full set has one for each indicator that is typed each quarter."""

    def needed(context: Context) -> Formula:
        return indicators_held(context, block.where, to_be_typed=True)

    def there(context: Context) -> Formula:
        rows = Rows(context.inputs, INDICATOR_VALUES).where((("Area", COUNCIL_AREA),))
        return rows.at("Period", context.names.period).count()

    return Need("", needed, there)
