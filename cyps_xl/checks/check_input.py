"""What the rules look at: the inputs with what the reader said of them, the quarter, and today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from cyps_xl.checks.history.histories import Figures, History, histories
from cyps_xl.checks.indicators import Indicator, indicators_of
from cyps_xl.checks.tables import of_kind
from cyps_xl.checks.text_columns import Text, texts
from cyps_xl.checks.workbook_state import Book
from cyps_xl.definition.lines import tables_read
from cyps_xl.definition.model import Definition, Section
from cyps_xl.definition.packs import definition_of
from cyps_xl.errors import Problem
from cyps_xl.inputs.declare import Counted, Kind, Table
from cyps_xl.inputs.records import Inputs, Row
from cyps_xl.inputs.tables.indicators import COUNCIL_AREA, INDICATOR_VALUES
from cyps_xl.measures.periods import Quarter, quarter_of
from cyps_xl.settings import Settings


@dataclass(frozen=True)
class Checked:
    """One workbook's figures and words.

    `problems` are the cells that could not be read; each is empty in `inputs`. `today` is
    the day of the check; None when figures are looked at as if time did not pass.
    `book` is what is known of the file itself.
    """

    inputs: Inputs
    settings: Settings
    problems: tuple[Problem, ...] = ()
    today: dt.date | None = None
    book: Book = field(default_factory=Book)

    @cached_property
    def definition(self) -> Definition:
        """The report that the workbook declares."""
        return definition_of(self.inputs)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the quarter's report."""
        return self.definition.reported(self.quarter)

    @cached_property
    def _reported(self) -> frozenset[str]:
        """The names of the tables that the quarter's report shows figures of."""
        blocks = (block for section in self.sections for block in section.blocks)
        return frozenset(name for block in blocks for name in tables_read(self.definition, block))

    @property
    def compared_with(self) -> tuple[str, ...]:
        """The areas that the report compares the council's figures with."""
        return self.definition.compared_with(self.settings.compared_with, self.settings.also_compared_with)

    @property
    def others(self) -> tuple[str, ...]:
        """Those of them that are no part of the council."""
        return self.definition.outside(self.compared_with)

    def tables(self, *kinds: Kind) -> tuple[Table, ...]:
        """The report's tables whose rows say when by a month, a date, a period or a quarter."""
        return of_kind(self.inputs.catalogue, *kinds)

    def asked_for(self, *kinds: Kind) -> tuple[Table, ...]:
        """Those of which the quarter's report needs figures: it shows them, and they come by the calendar."""
        return tuple(
            table
            for table in self.tables(*kinds)
            if table.name in self._reported and table.counted not in (None, Counted.NOW_AND_THEN)
        )

    def sections_of(self, table: Table) -> tuple[Section, ...]:
        """The sections of the quarter's report that show a table."""
        return tuple(
            section
            for section in self.sections
            if any(table.name in tables_read(self.definition, block) for block in section.blocks)
        )

    @cached_property
    def quarter(self) -> Quarter:
        """The reporting quarter."""
        return Quarter.parse(self.settings.quarter)

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """The places of the cells that could not be read, and so look empty."""
        return frozenset(problem.where for problem in self.problems)

    @cached_property
    def first_month(self) -> dt.date:
        """The first of the months that the report shows."""
        return self.quarter.months(self.settings.months_shown)[0]

    @cached_property
    def reporting_months(self) -> tuple[dt.date, ...]:
        """The three months of the reporting quarter."""
        return self.quarter.months(3)

    @cached_property
    def latest_quarter(self) -> Quarter:
        """The reporting quarter, or a later one that the council's indicators have figures for already.

        The report can be turned back to an earlier quarter; what was typed since is then no mistake.
        """
        held = (quarter_of(str(row["Period"])) for row in self.inputs[INDICATOR_VALUES] if row["Area"] == COUNCIL_AREA)
        return max(quarter for quarter in (self.quarter, *held) if quarter is not None)

    @cached_property
    def council_rows(self) -> dict[str, list[Row]]:
        """The council's figures by indicator, the No in small letters."""
        found: dict[str, list[Row]] = {}
        for row in self.inputs[INDICATOR_VALUES]:
            if row["Area"] == COUNCIL_AREA:
                found.setdefault(str(row["Indicator"]).lower(), []).append(row)
        return found

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator, with the rules by which it is published and compared."""
        return indicators_of(self.inputs, self.settings.tolerance)

    @cached_property
    def indicator_rows(self) -> tuple[tuple[Indicator, Row], ...]:
        """Every row of Indicator values, of the council and of others, with its indicator."""
        by_no = {indicator.no.lower(): indicator for indicator in self.indicators}
        rows = self.inputs[INDICATOR_VALUES]
        return tuple((by_no[no], row) for row in rows if (no := str(row["Indicator"]).lower()) in by_no)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text that the report of this quarter or another shows, in both languages."""
        return tuple(texts(self.inputs, self.definition, self.quarter))

    @cached_property
    def histories(self) -> tuple[History, ...]:
        """Every series of figures in the inputs."""
        figures = Figures(
            self.inputs, self.definition, self.quarter, self.first_month, self.indicators, self.council_rows
        )
        return tuple(histories(figures))
