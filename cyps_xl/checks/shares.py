"""Percentages that are typed of another table's counts: of how many, and which percentages so many can give."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from cyps_xl.checks.check_input import Checked
from cyps_xl.definition.indicators import number
from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.identities import declared, rows_shared
from cyps_xl.inputs.records import Row, as_excel_text
from cyps_xl.measures.identities import ShareOf
from cyps_xl.measures.rates import rounded


@dataclass(frozen=True)
class Share:
    """A percentage in a row: of how many, 0 where that is not known, and what is counted. `alone` when they stand in
    one row, which the row names."""

    table: Table
    row: Row
    heading: str
    percent: float
    out_of: int
    unit: str
    alone: bool


def shares(checked: Checked) -> Iterator[Share]:
    """Every percentage that a column holds of which it is declared what it is a share of."""
    for table, share in declared(checked.inputs.catalogue, ShareOf):
        of = checked.inputs.named(share.table)
        unit = of.table.column(share.count).unit
        for row in checked.inputs[table]:
            percent = number(row[share.share])
            if percent is not None:
                at = rows_shared(checked.inputs, table, row, share.table)
                counts = [int(count) for one in at if (count := number(of.rows[one][share.count])) is not None]
                keys = [heading for heading in of.table.key if heading in table.key]
                alone = all(row[heading] is not None for heading in keys)
                yield Share(table, row, share.share, percent, sum(counts), unit, alone)


def is_a_share_of(percent: float, cases: int) -> bool:
    """Whether some whole number of cases gives this percentage, rounded as it is typed."""
    decimals = len(as_excel_text(percent).partition(".")[2])
    near = percent * cases / 100
    return any(
        rounded(100 * count / cases, decimals) == percent for count in {math.floor(near), math.ceil(near)} if count >= 0
    )
