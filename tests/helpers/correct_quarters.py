"""Quarters in which every figure fits every other, as a careful officer would type them.

Made up by chance within the rules that real figures follow; two tables that count the same
agree, and what declined is explained. The same seed gives the same quarter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_xl.inputs.declare import Table
from cyps_xl.inputs.raw import RawTable, RawValue
from cyps_xl.inputs.tables.settings import ALL_SETTINGS
from cyps_xl.measures.chance import from_a_known
from cyps_xl.measures.direction import Better, Direction, Measured, direction
from cyps_xl.measures.periods import Quarter
from cyps_xl.measures.rates import rounded
from helpers.correct_counts import Counts, RawRow
from helpers.packs import CYPS_TABLES

FIRST_ROW = 6


@dataclass(frozen=True)
class Kind:
    """An indicator as the maker knows it: how large it is out of what, and which way is good."""

    no: str
    reference: str
    unit: str
    better: str
    reported: str
    basis: str
    level: float
    out_of: int


KINDS = (
    Kind("1", "PI 24", "percent", "higher", "quarterly", "year to date", 0.97, 1200),
    Kind("2", "PI 25", "percent", "higher", "quarterly", "as at", 0.62, 980),
    Kind("3", "PI 26", "percent", "higher", "annually by Welsh Government", "year to date", 0.15, 520),
    Kind("4", "PI 27", "percent", "lower", "quarterly", "year to date", 0.06, 0),
    Kind("5", "PI 28", "days", "lower", "quarterly", "year to date", 240, 0),
    Kind("9", "PI 31", "percent", "higher", "annually", "as at", 0.98, 190),
    Kind("10", "PI 32", "percent", "lower", "annually", "rolling 12 months", 0.11, 215),
    Kind("11", "PI 33", "percent", "lower", "annually by Welsh Government", "rolling 12 months", 0.06, 0),
)


@dataclass
class Maker(Counts):
    """Makes the rows of every table, in an order in which each can lean on those before it."""

    figures: dict[tuple[str, str], float] = field(default_factory=dict)
    counts: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def rows(self) -> dict[str, list[RawRow]]:
        """Every table's rows."""
        registrations = self.registrations()
        looked_after = self.counts_of_looked_after()
        values = self.values()
        audits = self.audits()
        return {
            "Settings": self.settings(),
            "Indicators": self.indicators(),
            "IndicatorValues": values,
            "Explanations": self.explanations(),
            "Supervision": self.supervision(),
            "Caseloads": self.caseloads(),
            "Workforce": self.workforce(),
            "LookedAfter": looked_after,
            "Readmissions": [{"Month": month, "Children": self.count(1.5)} for month in self.months],
            "StepUpDown": [
                {"Month": month, "Stepped down to TAF": self.count(12), "Stepped up to CYPS": self.count(8)}
                for month in self.months
            ],
            "TafClosures": self.closures(),
            "Complaints": self.complaints(),
            "Registrations": registrations,
            "Audits": audits,
            "AuditFindings": self.findings(audits),
            "CoverText": [{"Heading": "Purpose of report", "English": "To inform.", "Welsh": "Er gwybodaeth."}],
            "Members": [{"Name": "A Member", "E-mail": "member@council.example", "Language": "English"}],
        }

    def settings(self) -> list[RawRow]:
        typed: dict[str, RawValue] = {
            "Council": "Example Council",
            "Service": "Children’s Services",
            "Board": "Cabinet Board",
            "Meeting date": self.quarter.end + dt.timedelta(days=60),
            "Reporting quarter": str(self.quarter),
            "Contact": "performance@council.example",
        }
        return [{"Setting": s.name, "Value": typed.get(s.name, s.default), "What it does": "…"} for s in ALL_SETTINGS]

    def indicators(self) -> list[RawRow]:
        return [
            {
                "No": kind.no,
                "Reference": kind.reference,
                "Name": f"Indicator {kind.no}",
                "Unit": kind.unit,
                "Better when": kind.better,
                "Reported": kind.reported,
                "Decimals": 1,
                "Tolerance": "points" if kind.unit == "percent" else "relative",
                "Comparable": "yes",
                "Period basis": kind.basis,
                "First year": "2010-11",
            }
            for kind in KINDS
        ]

    def values(self) -> list[RawRow]:
        rows: list[RawRow] = []
        for kind in KINDS:
            to_date = (0, 0)
            for quarter in self.periods():
                to_date = self.more(kind, quarter, (0, 0) if quarter.number == 1 else to_date)
                if quarter.number == 4 or kind.reported == "quarterly":
                    rows.append(self.value_row(kind, quarter, to_date))
            for year in sorted({quarter.year for quarter in self.periods() if quarter < self.quarter}):
                wales = self.wales(kind)
                rows.append({"Indicator": kind.no, "Area": "Wales", "Period": year, "Value": wales})
        return rows

    def more(self, kind: Kind, quarter: Quarter, to_date: tuple[int, int]) -> tuple[int, int]:
        """Numerator and denominator of a period, the year to date going on from the period before."""
        if kind.reference == "PI 27":
            months = quarter.months(3 * quarter.number)
            whole = sum(self.registered.get(month, 19) for month in months)
            return to_date[0] + self.some_of(whole - to_date[1], kind.level), whole
        if kind.reference in ("PI 25", "PI 33"):
            children = self.looked_after[quarter.end]
            if kind.reference == "PI 33":
                return self.some_of(children, kind.level), children
            whole = round(children / (1 - kind.level))
            return whole - children, whole
        if kind.basis == "year to date":
            new = self.around(kind.out_of / 4, 0.06) if kind.out_of else 0
            return to_date[0] + self.some_of(new, kind.level), to_date[1] + new
        whole = self.around(kind.out_of, 0.04)
        return self.some_of(whole, kind.level), whole

    def value_row(self, kind: Kind, quarter: Quarter, counts: tuple[int, int]) -> RawRow:
        row: dict[str, RawValue] = {"Indicator": kind.no, "Area": "Council", "Period": quarter.period, "Source": "…"}
        if kind.unit == "percent":
            part, whole = counts
            self.figures[kind.no, quarter.period] = part / whole
            self.counts[kind.no, quarter.period] = counts
            return row | {"Numerator": part, "Denominator": whole, "Value": rounded(100 * part / whole, 1)}
        value = rounded(self.random.gauss(kind.level, kind.level * 0.06), 1)
        self.figures[kind.no, quarter.period] = value
        return row | {"Value": value}

    def explanations(self) -> list[RawRow]:
        rows: list[RawRow] = [
            {
                "Item": "2.6",
                "Period": str(self.quarter),
                "Kind": "narrative",
                "Position": 1,
                "English": "Each child is safe and settled.",
                "Welsh": "Mae pob plentyn yn ddiogel.",
            },
            {
                "Item": "3",
                "Period": str(self.quarter),
                "Kind": "narrative",
                "Position": 1,
                "English": "Most complaints were settled early.",
                "Welsh": "Datryswyd y rhan fwyaf o gwynion yn gynnar.",
            },
        ]
        for kind in KINDS:
            if self.declined(kind) or self.worse_than_wales(kind):
                words: RawRow = {"English": "A few long cases ended.", "Welsh": "Daeth rhai achosion hir i ben."}
                key: RawRow = {"Item": kind.no, "Period": str(self.quarter), "Kind": "explanation", "Position": 1}
                rows.append({**key, **words})
        return rows

    def wales(self, kind: Kind) -> float:
        """The figure of Wales, the same every year: a rate in percent."""
        return rounded(100 * kind.level * 0.9, 1) if kind.unit == "percent" else kind.level + 5

    def worse_than_wales(self, kind: Kind) -> bool:
        """Whether last year's rate was worse by more than chance."""
        counts = self.counts.get((kind.no, self.quarter.last_year.year))
        if counts is None:
            return False
        apart = from_a_known(counts, self.wales(kind) / 100)
        return apart.high < 0 if kind.better == "higher" else apart.low > 0

    def declined(self, kind: Kind) -> bool:
        rate = kind.unit == "percent"
        return (
            direction(
                self.figures.get((kind.no, self.quarter.period)),
                self.figures.get((kind.no, self.quarter.last_year.period)),
                better=Better(kind.better),
                decimals=3 if rate else 1,
                tolerance=0.05,
                measured=Measured.POINTS if rate else Measured.RELATIVE,
                is_rate=rate,
            )
            is Direction.DECLINED
        )


def raw_tables(rows: Mapping[str, list[RawRow]]) -> dict[str, RawTable]:
    """Rows as the tables of a workbook, the rest of them empty: headings in row 5 from column A, the data below."""
    return {table.name: raw_table(table, rows.get(table.name, [])) for table in CYPS_TABLES}


def raw_table(table: Table, rows: list[RawRow]) -> RawTable:
    """One sheet's table, as found."""
    headings = tuple(column.heading for column in table.columns)
    cells = tuple(tuple(row.get(heading) for heading in headings) for row in rows)
    return RawTable(table.name, table.sheet, headings, cells, FIRST_ROW)
