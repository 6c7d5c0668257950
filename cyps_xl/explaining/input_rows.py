"""What stands in a cell of an input table, in whose row, and where it came from: typed, imported or counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.keys import key_in_words
from cyps_xl.inputs.last_import import LastImport
from cyps_xl.inputs.origins import Origin, Origins
from cyps_xl.inputs.records import Inputs, Records, Row
from cyps_xl.inputs.wording import in_words
from cyps_xl.measures.periods import Quarter, long_date, quarter_of
from cyps_xl.xlsx.input_tables.last_import import read_last_import
from cyps_xl.xlsx.input_tables.origins import read_origins
from cyps_xl.xlsx.parts.package import Package

_CORRECTED = "Corrected by hand since: what stands here is not what was counted."
SOURCE = "Source"
"""The column in which a table says where a figure comes from, where it has one."""


@dataclass(frozen=True)
class InputRows:
    """The input tables of a workbook, with what it recorded of where their figures came from."""

    name: str
    inputs: Inputs
    last: LastImport
    origins: Origins

    @classmethod
    def of(cls, package: Package, inputs: Inputs) -> InputRows:
        """Those of a package whose inputs have been read."""
        return cls(
            package.name, inputs, read_last_import(package, inputs.catalogue), read_origins(package, inputs.catalogue)
        )

    def table(self, name: str) -> Records | None:
        """The rows of the table of a name; None where the workbook's report has none."""
        known = self.inputs.catalogue.get(name)
        return None if known is None else self.inputs[known]

    def cell(self, records: Records, row: Row, heading: str) -> str:
        """A cell with its place, its row and what it holds, on one line."""
        where, key = records.where(row, heading), key_in_words(records, row)
        return f"{where}, “{heading}” of {key}: {in_words(row.values.get(heading))}"

    def came_from(self, records: Records, row: Row, heading: str) -> Iterator[str]:
        """A line on each thing that is known of where a cell's figure came from."""
        table = records.table
        if table.find(SOURCE) and heading != SOURCE and row.values.get(SOURCE):
            yield f"Source, as the row says it: {row[SOURCE]}"
        origin = self.origins.of(table, row, heading)
        corrected = self.last.corrected(table, row, heading)
        if origin is not None and origin.count:
            yield _counted(origin)
            yield _CORRECTED if corrected else self._list_behind(origin, records, row)
        elif origin is not None:
            since = "corrected by hand since" if corrected else "as it was brought in"
            file = f"“{origin.source}” (fingerprint {origin.fingerprint})"
            yield f"Brought in on {_day(origin.day)} from {file}, and {since}."
        elif corrected:
            yield "Brought in by an import, and corrected by hand since."
        elif self.last.says_of(table, row, heading):
            yield "Brought in by an import, and as it was brought in."
        elif heading in table.key:
            yield "By it this row is told from the others."
        elif row.values.get(heading) is not None and _is_typed(table, heading):
            yield "No import brought it in: it was typed, or is as the workbook came. Ask whoever keeps this sheet."

    def _list_behind(self, origin: Origin, records: Records, row: Row) -> str:
        """The command that lists whom a count counts."""
        quarter = _quarter(records.table, row)
        options = {
            "records": origin.source,
            "counts": origin.counts,
            "system": origin.system,
            "quarter": str(quarter or ""),
            "month": origin.month,
            "group": origin.group,
            "drawn": origin.drawn,
            "out": "list.csv",
        }
        said = " ".join(f'--{name} "{value}"' for name, value in options.items() if value)
        return f'Who is in it: cyps-xl list "{self.name}" "{origin.count}" {said}'


def _is_typed(table: Table, heading: str) -> bool:
    return any(column.heading == heading for column in table.typed_columns)


def _counted(origin: Origin) -> str:
    return (
        f"Counted on {_day(origin.day)} from “{origin.source}” (fingerprint {origin.fingerprint}) "
        f"by the count {origin.count} of {origin.counts}, rule version {origin.version}."
    )


def _quarter(table: Table, row: Row) -> Quarter | None:
    """The quarter of a row; None where it has none."""
    when = row.values.get(table.when.heading) if table.when is not None else None
    if isinstance(when, dt.date):
        return Quarter.holding(when)
    return quarter_of(when) if isinstance(when, str) else None


def _day(written: str) -> str:
    try:
        return long_date(dt.date.fromisoformat(written))
    except ValueError:
        return "a day that is not recorded"
